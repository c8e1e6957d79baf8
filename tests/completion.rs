//! `complete`: what it adds, what it leaves, and that the second call changes nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use rusqlite_schema::{Error, Outcome, Warning, rusqlite::Connection, schema};

schema! {
    pub schema shop in "shop.db" {
        journal schema_history;
        history {
            legacy { drop table scratch; }
            /// Books.
            version 1 sealed "2:d68bbfe508e9d153";
            /// A column, an index and a view.
            version 2 sealed "2:b2335b68e09daa23";
            /// Pages become optional, which copies rows.
            version 3;
        }
        table book as Book {
            id: i64 primary key,
            title: String unique,
            pages: i64 = 0 until 3,
            pages: Option<i64> since 3,
            shelf: String = "front" since 2,

            index book_shelf (shelf) since 2,
        }
        table word as Word { text: String }
        view books "SELECT title FROM book" since 2;
        seed book { id: 1, title: "Emma", pages: 0 }
        seed word { text: "without a key" }
    }
}

schema! {
    pub schema other in "other.db" {
        application_id 0x5348_4f50;
        history {
            /// Books.
            version 1;
        }
        table book as Book { id: i64 primary key, title: String }
    }
}

fn texts(connection: &Connection) -> Vec<String> {
    let sql = "SELECT coalesce(sql, name) FROM sqlite_schema
        UNION ALL SELECT 'book ' || id || title FROM book
        UNION ALL SELECT 'word ' || text FROM word
        UNION ALL SELECT 'stamp ' || user_version FROM pragma_user_version
        UNION ALL SELECT 'journal ' || count(*) FROM schema_history ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn what_is_missing_is_added_and_the_second_call_changes_nothing() {
    for damage in [
        "DROP INDEX book_shelf",
        "DROP VIEW books",
        "DROP VIEW books; DROP INDEX book_shelf; ALTER TABLE book DROP COLUMN shelf",
        "DELETE FROM book",
        "DROP TABLE word",
        "CREATE TABLE scratch (x); INSERT INTO scratch VALUES (1)",
    ] {
        let connection = shop::open_in_memory().unwrap();
        let whole = texts(&connection);
        connection.execute_batch(damage).unwrap();
        let report = shop::complete(&connection).unwrap();
        assert_eq!(report.outcome, Outcome::Repaired, "{damage}");
        let without_counts = |texts: Vec<String>| {
            let own = texts.into_iter();
            own.filter(|it| !it.starts_with("journal") && !it.starts_with("CREATE TABLE"))
                .collect::<Vec<_>>()
        };
        let restored = texts(&connection);
        assert_eq!(without_counts(restored.clone()), without_counts(whole));

        let report = shop::complete(&connection).unwrap();
        assert_eq!(report.outcome, Outcome::Current, "{damage}");
        assert_eq!(texts(&connection), restored);
    }
}

#[test]
fn a_seed_whose_unique_value_is_taken_stays_out_with_a_warning() {
    let connection = shop::open_in_memory().unwrap();
    connection.execute_batch("UPDATE book SET id = 7").unwrap();
    let before = texts(&connection);
    for _ in 0..2 {
        let report = shop::complete(&connection).unwrap();
        assert_eq!(report.outcome, Outcome::Current);
        assert!(report.steps.is_empty(), "{report}");
        assert!(
            matches!(report.warnings[..], [Warning::SeedTaken { .. }]),
            "{report}"
        );
        assert_eq!(texts(&connection), before);
    }
}

#[test]
fn rows_are_neither_copied_nor_altered() {
    for version in [1, 2] {
        let mut connection = Connection::open_in_memory().unwrap();
        shop::create_at(&connection, version).unwrap();
        let before = texts(&connection);
        let transaction = connection.transaction().unwrap();
        let error = shop::complete(&transaction).unwrap_err();
        assert!(matches!(error, Error::NeedsUpgrade { .. }), "{error:?}");
        assert_eq!(texts(&transaction), before);
        transaction.commit().unwrap();
        shop::migrate(&connection).unwrap();
        let report = shop::complete(&connection).unwrap();
        assert_eq!(report.outcome, Outcome::Current);
    }
}

#[test]
fn another_applications_file_is_left_alone() {
    for (sql, newer) in [
        ("CREATE TABLE book (x); PRAGMA user_version = 1", false),
        (
            "PRAGMA application_id = 7; CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL); PRAGMA user_version = 1",
            false,
        ),
        (
            "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL); PRAGMA user_version = 9",
            true,
        ),
    ] {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(sql).unwrap();
        let transaction = connection.transaction().unwrap();
        let error = other::complete(&transaction).unwrap_err();
        let is_right = match error {
            Error::NotOurs { .. } => !newer,
            Error::TooNew { .. } => newer,
            _ => false,
        };
        assert!(is_right, "{error}");
        assert!(!transaction.is_autocommit());
    }
}

#[test]
fn the_callers_settings_are_as_before() {
    for on in [true, false] {
        let mut connection = Connection::open_in_memory().unwrap();
        shop::migrate(&connection).unwrap();
        connection.pragma_update(None, "foreign_keys", on).unwrap();
        connection.execute_batch("DROP INDEX book_shelf").unwrap();
        let transaction = connection.transaction().unwrap();
        let report = shop::complete(&transaction).unwrap();
        assert_eq!(report.outcome, Outcome::Repaired);
        transaction.rollback().unwrap();
        let is_on: bool = connection
            .pragma_query_value(None, "foreign_keys", |row| row.get(0))
            .unwrap();
        assert_eq!(is_on, on);
    }
}
