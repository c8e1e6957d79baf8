//! Triggers of the file's own that a run leaves without the table that they write to: SQLite finds that
//! out when they fire, and the run before it commits.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{Error, rusqlite::Connection, schema};
use support::{Folder, stamp};

schema! {
    /// Notes, and a log that goes.
    pub schema notes in "notes.db" {
        history {
            /// Notes and a log.
            version 1 sealed "2:7cc2abfaca0b4b1c";
            /// No log.
            version 2;
        }

        table note as Note {
            id: i64 primary key,
            body: String,
            words: i64 generated "length(body)",
        }
        table log as Log until 2 { id: i64 primary key }
        view body "SELECT id, body FROM note";
    }
}

fn old(when: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    let sql = format!("CREATE TRIGGER mine {when} BEGIN DELETE FROM log; END");
    connection.execute_batch(&sql).unwrap();
    (folder, connection)
}

#[test]
fn one_that_works_no_more_stops_the_run() {
    for when in [
        "AFTER INSERT ON note",
        "BEFORE DELETE ON note",
        "AFTER UPDATE ON note",
        "AFTER UPDATE OF body ON note",
        "INSTEAD OF INSERT ON body",
        "INSTEAD OF UPDATE OF body ON body",
        "INSTEAD OF DELETE ON body",
    ] {
        let (folder, connection) = old(when);
        let bytes = folder.snapshot();
        let error = notes::migrate(&connection).unwrap_err();
        assert!(matches!(error, Error::Broken { .. }), "{when}: {error:?}");
        assert!(error.to_string().contains("`mine`"), "{when}: {error}");
        assert_eq!(stamp(&connection), 1);
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn one_that_did_not_work_before_does_not() {
    let (_folder, connection) = old("AFTER INSERT ON note");
    let broken =
        "CREATE TRIGGER broken AFTER UPDATE OF body ON note BEGIN DELETE FROM nowhere; END";
    connection
        .execute_batch(&format!("DROP TRIGGER mine; {broken}"))
        .unwrap();
    notes::migrate(&connection).unwrap();
    assert_eq!(stamp(&connection), 2);
}
