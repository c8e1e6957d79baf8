//! Drift: a current file that is not as declared, and what is done about it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{
    Drift, Error, Options, Outcome, Report, introspect, rusqlite::Connection, schema,
};
use schema_core::found::compare;
use support::{Folder, number};

schema! {
    /// A library.
    pub schema library in "library.db" {
        history {
            /// Books.
            version 1 sealed "2:6193258b7589fdfb";
            /// Shelves, and pages.
            version 2;
        }

        table book as Book {
            id: i64 primary key,
            title: String,
            pages: Option<i64> since 2,
            "the \"odd\" one" as odd: String = "",
            shelf: Option<i64> references shelf(id) since 2,

            unique (title),
            index by_pages (pages) since 2,
        }
        table shelf as Shelf strict since 2 { id: i64 primary key, name: String }
        table "order" as Order { id: i64 primary key, check "id > 0" }
        virtual table search using "fts5(title, content=book, content_rowid=id)";
        view titles "SELECT title FROM book";
        trigger watch after insert on book "UPDATE book SET title = trim(title) WHERE id = new.id;";
        seed shelf since 2 { id: 1, name: "first" }
    }
}

fn with(drift: Drift) -> Options {
    Options::default().drift(drift)
}

fn migrate(connection: &mut Connection, drift: Drift) -> Report {
    library::migrate_with(connection, &with(drift)).unwrap()
}

fn created(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = library::open(folder.file()).unwrap();
    connection.execute_batch(sql).unwrap();
    (folder, connection)
}

fn upgraded() -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    library::create_at(&connection, 1).unwrap();
    library::migrate(&connection).unwrap();
    (folder, connection)
}

fn told(report: &Report) -> Vec<String> {
    let warnings = report.warnings.iter().map(ToString::to_string);
    let undeclared = report.undeclared.iter().map(ToString::to_string);
    warnings.chain(undeclared).collect()
}

#[test]
fn nothing_is_told_of_a_file_as_declared() {
    for (folder, mut connection) in [created(""), upgraded()] {
        let bytes = folder.snapshot();
        for drift in [Drift::Report, Drift::Refuse, Drift::Repair, Drift::Ignore] {
            let report = migrate(&mut connection, drift);
            assert_eq!((report.outcome, told(&report)), (Outcome::Current, vec![]));
        }
        bytes.assert_unchanged(folder.path());
    }
}

/// What is done to a file, and what is told of it.
const CHANGES: [(&str, &str); 13] = [
    ("DROP TABLE \"order\"", "table `order` is missing"),
    (
        "DROP INDEX by_pages",
        "index `by_pages` on `book` is missing",
    ),
    ("DROP VIEW titles", "view `titles` is missing"),
    ("DROP TRIGGER watch", "trigger `watch` is missing"),
    ("DROP TABLE search", "virtual table `search` is missing"),
    (
        "DROP INDEX by_pages; CREATE INDEX by_pages ON book (title)",
        "index `by_pages` on `book`: declared CREATE INDEX IF NOT EXISTS by_pages ON book (pages), found CREATE INDEX IF NOT EXISTS by_pages ON book (title)",
    ),
    (
        "DROP VIEW titles; CREATE VIEW titles AS SELECT id FROM book",
        "view `titles`: declared CREATE VIEW IF NOT EXISTS titles AS SELECT title FROM book, found CREATE VIEW IF NOT EXISTS titles AS SELECT id FROM book",
    ),
    (
        "ALTER TABLE shelf ADD COLUMN extra TEXT",
        "column `shelf.extra` is not declared",
    ),
    (
        "DROP TABLE \"order\"; CREATE TABLE \"order\" (id INTEGER PRIMARY KEY)",
        "table `order`: declared CHECK (id > 0), found nothing",
    ),
    ("CREATE TABLE own (x)", "table `own` is not declared"),
    (
        "CREATE INDEX own ON book (odd_title)",
        "index `own` on `book` is not declared",
    ),
    ("CREATE VIEW own AS SELECT 1", "view `own` is not declared"),
    (
        "CREATE VIRTUAL TABLE own USING fts5(x)",
        "virtual table `own` is not declared",
    ),
];

#[test]
fn what_differs_is_told_as_a_person_would() {
    for (sql, expected) in CHANGES {
        let sql = sql.replace("odd_title", "title DESC");
        let (folder, mut connection) = created(&sql);
        let bytes = folder.snapshot();
        assert_eq!(
            told(&migrate(&mut connection, Drift::Report)),
            [expected],
            "{sql}"
        );
        let is_extra = expected.ends_with("not declared");
        match library::migrate_with(&mut connection, &with(Drift::Refuse)) {
            Ok(report) => assert!(is_extra && report.warnings.is_empty(), "{sql}: {report}"),
            Err(Error::Drift { differences, .. }) => {
                assert_eq!(differences.len(), 1);
                assert!(!is_extra, "{sql}");
            }
            Err(error) => panic!("{sql}: {error:?}"),
        }
        assert_eq!(told(&migrate(&mut connection, Drift::Ignore)), [""; 0]);
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn what_is_missing_is_made_again() {
    for (sql, expected) in CHANGES {
        let sql = sql.replace("odd_title", "title DESC");
        let (_folder, mut connection) = created("INSERT INTO book (title) VALUES ('Emma')");
        connection.execute_batch(&sql).unwrap();
        let report = migrate(&mut connection, Drift::Repair);
        if expected.ends_with("is missing") {
            assert_eq!(report.outcome, Outcome::Repaired, "{sql}");
            assert!(!report.steps.is_empty(), "{sql}");
            let said = expected.replace("is missing", "was missing and has been added");
            assert_eq!(told(&report), [said], "{sql}");
            let again = migrate(&mut connection, Drift::Refuse);
            assert_eq!(again.outcome, Outcome::Current);
        } else {
            assert_eq!(report.outcome, Outcome::Current, "{sql}");
            assert_eq!(told(&report), [expected]);
        }
        assert_eq!(number(&connection, "SELECT count(*) FROM book"), 1);
    }
}

#[test]
fn a_table_that_is_made_again_gets_its_seeds_and_the_file_its_fill() {
    let (_folder, mut connection) = created(
        "INSERT INTO book (title) VALUES ('Emma');
        DROP TABLE shelf; DROP TABLE search; CREATE TABLE own (x); DROP INDEX by_pages",
    );
    let report = migrate(&mut connection, Drift::Repair);
    assert_eq!(report.outcome, Outcome::Repaired);
    let told = told(&report);
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[3], "table `own` is not declared");
    assert_eq!(number(&connection, "SELECT count(*) FROM shelf"), 1);
    let hits = "SELECT count(*) FROM search WHERE search MATCH 'emma'";
    assert_eq!(number(&connection, hits), 1);
}

#[test]
fn a_repair_that_fails_changes_nothing() {
    let (folder, mut connection) =
        created("DROP VIEW titles; DROP TABLE \"order\"; CREATE VIEW \"order\" AS SELECT 1 AS id");
    let bytes = folder.snapshot();
    let error = library::migrate_with(&mut connection, &with(Drift::Repair)).unwrap_err();
    assert!(matches!(error, Error::Step { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_file_that_can_not_be_written_is_only_looked_at() {
    let (folder, connection) = created("DROP VIEW titles");
    drop(connection);
    let uri = format!("file:{}?mode=ro", folder.file().display());
    let (_, report) = library::open_with(uri, &with(Drift::Repair)).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    assert_eq!(told(&report), ["view `titles` is missing"]);
}

/// The glance at texts and the comparison of all structures find the same.
#[test]
fn a_glance_sees_what_a_comparison_sees() {
    for (sql, _) in CHANGES {
        let sql = sql.replace("odd_title", "title DESC");
        for (_folder, mut connection) in [created(""), upgraded()] {
            connection.execute_batch(&sql).unwrap();
            let report = migrate(&mut connection, Drift::Report);
            let found = introspect(&connection).unwrap();
            let mut all = compare(&library::SCHEMA.newest_shape(), &found);
            assert_eq!(all.len(), 1, "{sql}");
            assert_eq!(told(&report), [all.remove(0).to_string()], "{sql}");
        }
    }
}
