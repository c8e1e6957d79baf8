//! Drafts: the developer's own file, while the newest version has no seal.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Drift, Error, Options, Outcome, Warning, rusqlite::Connection, schema};
use support::{Folder, number};

macro_rules! draft {
    ($module:ident, { $($action:tt)* }, $($items:tt)*) => {
        mod $module {
            rusqlite_schema::schema! {
                /// Books.
                pub(crate) schema books in "books.db" {
                    history {
                        /// Books.
                        version 1 { $($action)* }
                    }
                    $($items)*
                }
            }
        }
    };
}

draft!(first, {}, table book as Book {
    id: i64 primary key,
    title: String,
    mins: Option<String>,
    check "length(title) < 90",
});
draft!(longer, {},
    table book as Book {
        id: i64 primary key,
        title: String,
        mins: Option<String>,
        stars: i64 = 3,
        check "length(title) < 90",
        index by_title (title),
    }
    table shelf as Shelf { id: i64 primary key, name: String }
    view titles "SELECT title FROM book";
    trigger trimmed after insert on book "UPDATE book SET title = trim(title) WHERE id = new.id;";
    seed shelf { id: 1, name: "first" }
);
draft!(other, {},
    table book as Book {
        id: i64 primary key,
        title: String,
        mins: Option<i64>,
        check "length(title) < 100",
        unique (title),
    }
);
draft!(unfilled, {}, table book as Book {
    id: i64 primary key,
    title: String,
    mins: Option<String>,
    author: String,
    check "length(title) < 90",
});

schema! {
    /// Books, of which version 2 is a draft.
    pub schema renamed in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:7fd23208bffa1cfa";
            /// Names.
            version 2 {
                rename book => volume;
                rename volume.title => name;
                sql "UPDATE volume SET name = name || '!'";
            }
        }
        table volume as Volume {
            id: i64 primary key,
            name: String,
            length: i64 since 2 from "length(name)",
        }
    }
}

fn made() -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = first::books::open(folder.file()).unwrap();
    connection
        .execute_batch(
            "INSERT INTO book (id, title, mins) VALUES (1, 'Emma', '12'), (2, 'Persuasion', NULL)",
        )
        .unwrap();
    (folder, connection)
}

fn rows(connection: &Connection) -> i64 {
    number(
        connection,
        "SELECT count(*) FROM book WHERE title IN ('Emma', 'Persuasion')",
    )
}

#[test]
fn what_was_added_to_a_draft_is_added_to_its_file() {
    let (folder, connection) = made();
    drop(connection);
    let (connection, report) =
        longer::books::open_with(folder.file(), &Options::default()).unwrap();
    assert_eq!(report.outcome, Outcome::Repaired, "{report}");
    let is_added = |it: &Warning| matches!(it, Warning::Added(_));
    assert_eq!(
        report.warnings.iter().filter(|it| is_added(it)).count(),
        5,
        "{report}"
    );
    assert_eq!(number(&connection, "SELECT sum(stars) FROM book"), 6);
    assert_eq!(number(&connection, "SELECT count(*) FROM shelf"), 1);
    assert_eq!(rows(&connection), 2);
    let again = longer::books::migrate(&connection).unwrap();
    assert_eq!(again.outcome, Outcome::Current);
    // The older draft opens the file, too, and takes nothing away.
    assert_eq!(
        first::books::migrate(&connection).unwrap().outcome,
        Outcome::Current
    );
    assert_eq!(number(&connection, "SELECT sum(stars) FROM book"), 6);
}

#[test]
fn a_draft_that_differs_is_refused_until_it_is_reshaped() {
    let (folder, mut connection) = made();
    let bytes = folder.snapshot();
    let error = other::books::migrate(&connection).unwrap_err();
    assert!(matches!(error, Error::Drift { .. }), "{error:?}");
    assert!(error.to_string().contains("reshape()"), "{error}");
    bytes.assert_unchanged(folder.path());

    let options = Options::default().reshape();
    let report = other::books::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Reshaped);
    assert!(report.backup.is_some(), "{report}");
    assert_eq!(rows(&connection), 2);
    assert_eq!(
        number(
            &connection,
            "SELECT count(*) FROM book WHERE typeof(mins) = 'integer'"
        ),
        1
    );
    let again = other::books::migrate_with(&mut connection, &options).unwrap();
    assert_eq!((again.outcome, again.backup), (Outcome::Current, None));
}

/// Two programs with different drafts open one file in turns.
#[test]
fn drafts_in_turns_lose_nothing() {
    let (_folder, mut connection) = made();
    let options = Options::default().reshape();
    for _ in 0..2 {
        longer::books::migrate_with(&mut connection, &options).unwrap();
        other::books::migrate_with(&mut connection, &options).unwrap();
        assert_eq!(rows(&connection), 2);
        assert_eq!(number(&connection, "SELECT sum(stars) FROM book"), 6);
        assert_eq!(number(&connection, "SELECT count(*) FROM shelf"), 1);
    }
}

#[test]
fn a_column_that_nothing_fills_is_refused() {
    let (folder, mut connection) = made();
    let bytes = folder.snapshot();
    let error = unfilled::books::migrate_with(&mut connection, &Options::default().reshape());
    let error = error.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("give the listed columns a default"),
        "{error}"
    );
    bytes.assert_unchanged(folder.path());
    connection.execute_batch("DELETE FROM book").unwrap();
    let report = unfilled::books::migrate_with(&mut connection, &Options::default().reshape());
    assert_eq!(report.unwrap().outcome, Outcome::Reshaped);
}

#[test]
fn renames_are_done_and_steps_left_out() {
    let folder = Folder::new();
    let mut connection = folder.connect();
    connection
        .execute_batch(
            "CREATE TABLE book (id INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, own TEXT);
            INSERT INTO book VALUES (1, 'Emma', 'mine');
            PRAGMA user_version = 2",
        )
        .unwrap();
    let options = Options::default().reshape();
    let report = renamed::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Reshaped, "{report}");
    let is_left = |it: &Warning| matches!(it, Warning::LeftOut { .. });
    assert_eq!(
        report.warnings.iter().filter(|it| is_left(it)).count(),
        1,
        "{report}"
    );
    let sql = "SELECT count(*) FROM volume WHERE name = 'Emma' AND length = 4 AND own = 'mine'";
    assert_eq!(number(&connection, sql), 1);
    let again = renamed::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(again.outcome, Outcome::Current, "{again}");
}

#[test]
fn other_policies_leave_a_draft_as_it_is() {
    for drift in [Drift::Report, Drift::Ignore] {
        let (folder, mut connection) = made();
        let bytes = folder.snapshot();
        let options = Options::default().drift(drift);
        let report = longer::books::migrate_with(&mut connection, &options).unwrap();
        assert_eq!(report.outcome, Outcome::Current);
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn a_column_that_every_row_must_fill_keeps_the_program_out() {
    let mut connection = Connection::open_in_memory().unwrap();
    first::books::migrate(&connection).unwrap();
    let own = "DROP TABLE book; CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, mins TEXT,
        author TEXT NOT NULL, CHECK (length(title) < 90))";
    connection.execute_batch(own).unwrap();
    for options in [Options::default(), Options::default().drift(Drift::Repair)] {
        let error = first::books::migrate_with(&mut connection, &options).unwrap_err();
        let said = error.to_string();
        assert!(matches!(error, Error::Drift { .. }), "{said}");
        assert!(
            said.contains("author") && said.contains("reshape()"),
            "{said}"
        );
    }
    let options = Options::default().drift(Drift::Report);
    let report = first::books::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Current);

    let row = "INSERT INTO book (title, author) VALUES ('Emma', 'Austen')";
    connection.execute_batch(row).unwrap();
    let options = Options::default().reshape();
    let report = first::books::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Reshaped);
    connection
        .execute_batch("INSERT INTO book (title) VALUES ('Orlando')")
        .unwrap();
    let kept = "SELECT count(*) FROM book WHERE author = 'Austen' OR (author IS NULL AND title = 'Orlando')";
    assert_eq!(number(&connection, kept), 2);
    let report = first::books::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
}

draft!(indexed, {},
    table book as Book { id: i64 primary key, title: String }
    virtual table search using "fts5(title)";
);
draft!(stemmed, {},
    table book as Book { id: i64 primary key, title: String, stars: i64 = 0 }
    virtual table search using "fts5(title, tokenize = 'porter')";
);

#[test]
fn reshaping_refuses_what_it_would_leave_otherwise() {
    let mut connection = Connection::open_in_memory().unwrap();
    indexed::books::migrate(&connection).unwrap();
    connection
        .execute_batch("INSERT INTO search (title) VALUES ('Emma')")
        .unwrap();
    for options in [
        Options::default(),
        Options::default().reshape(),
        Options::default().drift(Drift::Refuse).reshape(),
    ] {
        let error = stemmed::books::migrate_with(&mut connection, &options).unwrap_err();
        let said = error.to_string();
        assert!(matches!(error, Error::Drift { .. }), "{said}");
        assert!(
            said.contains("search") && said.contains("by hand"),
            "{said}"
        );
        let columns = "SELECT count(*) FROM pragma_table_info('book')";
        assert_eq!(number(&connection, columns), 2);
    }
    let options = Options::default().drift(Drift::Report).reshape();
    let report = stemmed::books::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Reshaped);
    assert!(report.to_string().contains("search"), "{report}");
    assert_eq!(number(&connection, "SELECT count(*) FROM search"), 1);
}
