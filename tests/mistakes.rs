//! Eleven mistakes that people have shipped, and what keeps them from being shipped with this.
//!
//! Each doesn't compile, can't be written, or is refused with the file as it was. What doesn't
//! compile stands in `tests/ui/mistakes/`, where `tests/ui.rs` compiles it.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{fs, path::Path};

use rusqlite_schema::{Error, Outcome, Result, Warning, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// A bookshop.
    pub schema shop in "shop.db" {
        history {
            /// Books.
            version 1 sealed "2:82a17e9a4dc9153e";
            /// Slugs are called handles.
            version 2 sealed "2:6d506cf45d0cd567" {
                rename book.slug => handle;
            }
            /// Handles are unique, and pages are known.
            version 3 {
                sql "UPDATE book SET handle = 'book-' || id WHERE handle = ''";
            }
        }

        table book as Book {
            id: i64 primary key,
            title: String,
            handle: String = "",
            pages: Option<i64> since 2 until 3,
            pages: i64 = 0 since 3 from "coalesce(pages, 0)",

            unique index book_by_handle (handle) since 3,
        }

        table shelf as Shelf since 3 {
            name: String unique,
            room: String primary key,
        }

        seed shelf since 3 { room: "front", name: "new" }
    }
}

schema! {
    /// The same bookshop as a later release knows it.
    pub schema later in "shop.db" {
        history {
            /// Books.
            version 1 sealed "2:82a17e9a4dc9153e";
            /// Covers.
            version 2 sealed "2:475cba1a6028d8fb" compatible;
            /// Authors.
            version 3 sealed "2:f0cbde0b48233c03" compatible;
            /// Prices.
            version 4 compatible;
        }

        table book { id: i64 primary key, title: String, slug: String = "" }
    }
}

/// That the UI test of this name stands beside what rustc says of it.
#[track_caller]
fn does_not_compile(name: &str, because: &str) {
    let path = Path::new("tests/ui/mistakes").join(name);
    assert!(path.with_extension("rs").is_file(), "{}", path.display());
    let said = fs::read_to_string(path.with_extension("stderr")).unwrap();
    assert!(said.contains(because), "{said}");
    assert!(said.contains("\n       help: "), "{said}");
}

/// A file at version 1 with one book.
fn old_file() -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    shop::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO book (title, slug) VALUES ('Emma', 'emma')")
        .unwrap();
    (folder, conn)
}

/// That a run is refused, says what helps, and leaves every byte as it was.
#[track_caller]
fn is_refused<T>(folder: &Folder, run: impl FnOnce() -> Result<T>) -> Error {
    let bytes = folder.snapshot();
    let error = run().err().unwrap();
    bytes.assert_unchanged(folder.path());
    for part in ["file.db", "nothing was changed", "\nhelp: "] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    error
}

#[test]
fn mistake_1_index_created_before_its_column() {
    does_not_compile("index_before_its_column", "comes with version 2");
    // In the order in which they were declared, the index would come first.
    let (_folder, conn) = old_file();
    let report = shop::migrate(&conn).unwrap().to_string();
    let rebuilt = report.find("copy the rows of book").unwrap();
    assert!(rebuilt < report.find("create index book_by_handle").unwrap());
}

#[test]
fn mistake_2_parent_dropped_under_its_children() {
    does_not_compile("parent_dropped_under_its_children", "goes with version 2");
}

#[test]
fn mistake_3_two_branches_claim_one_number() {
    does_not_compile("two_branches_claim_one_number", "declared twice");
}

#[test]
fn mistake_4_wrong_stamp() {
    // Nobody writes the stamp, so nobody can write it wrong, or outside of the transaction.
    let (folder, conn) = old_file();
    conn.execute_batch("INSERT INTO book (title, slug) VALUES ('Persuasion', 'emma')")
        .unwrap();
    let error = is_refused(&folder, || shop::migrate(&conn));
    assert!(matches!(error, Error::Step { version: 3, .. }), "{error:?}");
    assert_eq!(stamp(&conn), 1);

    conn.execute_batch("DELETE FROM book WHERE title = 'Persuasion'")
        .unwrap();
    shop::migrate(&conn).unwrap();
    assert_eq!(stamp(&conn), shop::VERSION);

    // An older program doesn't lower what a newer one has written.
    let folder = Folder::new();
    let conn = folder.connect();
    later::migrate(&conn).unwrap();
    let error = is_refused(&folder, || shop::migrate(&conn));
    assert!(matches!(error, Error::TooNew { found: 4, .. }), "{error:?}");
    assert_eq!(stamp(&conn), 4);
}

#[test]
fn mistake_5_released_step_edited() {
    does_not_compile(
        "released_step_edited",
        "step 1 is not what it was when version 2 was sealed",
    );
}

#[test]
fn mistake_6_fresh_and_upgraded_files_differ() {
    let parts = |conn: &Connection| -> Vec<String> {
        let sql = "SELECT format('%s %s.%s %s %s %s', t.type, t.name, c.name, c.type, c.\"notnull\", c.dflt_value)
            FROM sqlite_schema AS t JOIN pragma_table_xinfo(t.name) AS c WHERE t.type = 'table'
            UNION ALL SELECT sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL
            ORDER BY 1";
        let mut statement = conn.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(|it| it.unwrap()).collect()
    };
    let folder = Folder::new();
    let fresh = folder.connect();
    shop::migrate(&fresh).unwrap();
    for version in 1..shop::VERSION {
        let folder = Folder::new();
        let upgraded = folder.connect();
        shop::create_at(&upgraded, version).unwrap();
        let outcome = shop::migrate(&upgraded).unwrap().outcome;
        assert_eq!(outcome, Outcome::Upgraded { from: version });
        assert_eq!(parts(&upgraded), parts(&fresh));
    }
    // A file that has got another shape on its way is noticed at its next upgrade.
    let (folder, conn) = old_file();
    conn.execute_batch("ALTER TABLE book RENAME COLUMN title TO name")
        .unwrap();
    let error = is_refused(&folder, || shop::migrate(&conn));
    assert!(matches!(error, Error::AnotherHistory { .. }), "{error:?}");
}

#[test]
fn mistake_7_old_step_calls_todays_code() {
    does_not_compile("old_step_needs_a_newer_column", "changed_at");
}

#[test]
fn mistake_8_sql_that_never_ran() {
    does_not_compile("sql_that_never_ran", "near \"WERE\": syntax error");
}

#[test]
fn mistake_9_rows_dropped_silently_and_nulls_in_keys() {
    does_not_compile("insert_or_ignore_drops_rows", "silently");

    // A key is `NOT NULL` in SQL, too, unless its type says `Option`.
    let conn = Connection::open_in_memory().unwrap();
    shop::migrate(&conn).unwrap();
    let null = conn.execute("INSERT INTO shelf (name, room) VALUES ('new', NULL)", []);
    assert!(
        null.unwrap_err()
            .to_string()
            .contains("NOT NULL constraint failed")
    );

    // A seed that finds its name taken is not planted, and the report says so.
    let folder = Folder::new();
    let conn = folder.connect();
    shop::create_at(&conn, 2).unwrap();
    conn.execute_batch(
        "CREATE TABLE shelf (name TEXT NOT NULL UNIQUE, room TEXT NOT NULL PRIMARY KEY);
         INSERT INTO shelf (name, room) VALUES ('new', 'back')",
    )
    .unwrap();
    let report = shop::migrate(&conn).unwrap();
    let warning = report.warnings.first().unwrap();
    assert!(matches!(warning, Warning::SeedTaken { table, .. } if table == "shelf"));
    assert_eq!(number(&conn, "SELECT count(*) FROM shelf"), 1);
}

#[test]
fn mistake_10_rename_treated_as_drop_and_add() {
    // A column that only changes its name in the declaration is another declaration.
    does_not_compile(
        "rename_as_drop_and_add",
        "write `rename book.NAME => handle;`",
    );
    // One that is renamed keeps what it holds.
    let (_folder, conn) = old_file();
    shop::migrate(&conn).unwrap();
    let kept = "SELECT count(*) FROM book WHERE handle = 'emma'";
    assert_eq!(number(&conn, kept), 1);
}

#[test]
fn mistake_11_refusal_that_helps_nobody() {
    let strange = Folder::new();
    let conn = strange.connect();
    conn.execute_batch("CREATE TABLE track (title TEXT)")
        .unwrap();
    is_refused(&strange, || shop::migrate(&conn));

    let broken = Folder::new();
    fs::write(
        broken.file(),
        "no database, but long enough to be taken for one",
    )
    .unwrap();
    is_refused(&broken, || shop::open(broken.file()));

    let (locked, conn) = old_file();
    conn.busy_timeout(std::time::Duration::ZERO).unwrap();
    let other = locked.connect();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = is_refused(&locked, || shop::migrate(&conn));
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    other.execute_batch("ROLLBACK").unwrap();

    conn.execute_batch("CREATE VIEW titles AS SELECT title, slug FROM book; DROP TABLE book")
        .unwrap();
    is_refused(&locked, || shop::migrate(&conn));
}
