//! Files that can't be written to: they work when they are current, and are refused clearly when not.
//!
//! Whoever runs the tests may be able to write to any file, so a connection that can only read, and
//! files that are opened as immutable, stand for files and folders without permission to write.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::fs;

use rusqlite_schema::{
    Drift, Error, Options, Outcome,
    rusqlite::{Connection, OpenFlags},
    schema,
};
use support::{Folder, number};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        journal schema_history;

        history {
            /// Notes.
            version 1 sealed "2:1578477de5fe67d3";
            /// Notes can be pinned.
            version 2;
        }

        table note as Note { id: i64 primary key, text: String, pinned: bool = false since 2 }
    }
}

fn at(version: i64) -> Folder {
    let folder = Folder::new();
    notes::create_at(&folder.connect(), version).unwrap();
    folder
}

fn read_only(folder: &Folder) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(folder.file(), flags).unwrap()
}

fn uri(folder: &Folder, query: &str) -> String {
    format!("file:{}?{query}", folder.file().display())
}

#[test]
fn a_current_file_works() {
    let folder = at(2);
    let bytes = folder.snapshot();
    let report = notes::migrate(&read_only(&folder)).unwrap();
    assert_eq!(
        (report.outcome, report.warnings),
        (Outcome::Current, vec![])
    );
    for query in ["mode=ro", "immutable=1"] {
        let connection = notes::open(uri(&folder, query)).unwrap();
        assert_eq!(number(&connection, "SELECT count(*) FROM note"), 0);
    }
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_current_file_in_wal_mode_works() {
    let folder = at(2);
    folder
        .connect()
        .pragma_update(None, "journal_mode", "wal")
        .unwrap();
    let report = notes::migrate(&read_only(&folder)).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    notes::open(uri(&folder, "immutable=1")).unwrap();
}

#[test]
fn an_older_file_is_refused() {
    let folder = at(1);
    let bytes = folder.snapshot();
    let error = notes::migrate(&read_only(&folder)).unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    for query in ["mode=ro", "immutable=1"] {
        let error = notes::open(uri(&folder, query)).unwrap_err();
        assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
        for part in ["file.db", "can't be written to", "nothing was changed"] {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
    }
    bytes.assert_unchanged(folder.path());
}

#[test]
fn an_empty_file_is_refused() {
    let folder = Folder::new();
    fs::write(folder.file(), "").unwrap();
    let error = notes::migrate(&read_only(&folder)).unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    assert_eq!(fs::metadata(folder.file()).unwrap().len(), 0);
}

#[test]
fn a_file_that_is_not_there_is_not_made() {
    let folder = Folder::new();
    let error = notes::open(uri(&folder, "mode=ro")).unwrap_err();
    assert!(matches!(error, Error::Open { .. }), "{error:?}");
    assert!(!folder.file().exists());
}

#[test]
fn drift_is_told_as_elsewhere() {
    let folder = at(2);
    let change = "DROP TABLE note; CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";
    folder.connect().execute_batch(change).unwrap();
    let mut connection = read_only(&folder);
    let options = Options::default().drift(Drift::Report);
    let report = notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.warnings.len(), 1);
    let options = Options::default().drift(Drift::Refuse);
    let error = notes::migrate_with(&mut connection, &options).unwrap_err();
    assert!(matches!(error, Error::Drift { .. }), "{error:?}");
}

#[test]
fn a_file_that_an_interrupted_program_left_is_refused() {
    let folder = at(2);
    let (left, journal) = (Folder::new(), "file.db-journal");
    {
        let writer = folder.connect();
        writer
            .execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; INSERT INTO note (text) VALUES (hex(zeroblob(99999)))")
            .unwrap();
        fs::copy(folder.file(), left.file()).unwrap();
        fs::copy(folder.path().join(journal), left.path().join(journal)).unwrap();
    }
    let bytes = left.snapshot();
    let error = notes::migrate(&read_only(&left)).unwrap_err();
    assert!(matches!(error, Error::NeedsRecovery { .. }), "{error:?}");
    bytes.assert_unchanged(left.path());
    // Whoever can write has SQLite roll it back.
    notes::open(left.file()).unwrap();
    assert_eq!(
        notes::migrate(&read_only(&left)).unwrap().outcome,
        Outcome::Current
    );
}

#[test]
fn a_connection_that_only_queries_is_refused_where_something_is_to_be_done() {
    for (version, works) in [(1, false), (2, true)] {
        let folder = at(version);
        let connection = folder.connect();
        connection.pragma_update(None, "query_only", true).unwrap();
        let bytes = folder.snapshot();
        match notes::migrate(&connection) {
            Ok(report) => assert!(works, "{report}"),
            Err(error) => assert!(
                matches!(error, Error::ReadOnly { .. }) && !works,
                "{error:?}"
            ),
        }
        bytes.assert_unchanged(folder.path());
    }
}
