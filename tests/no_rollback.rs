//! `PRAGMA journal_mode = OFF`, with which SQLite can't take back what a run that fails has written.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{
    Drift, Error, Options, Outcome, Result,
    rusqlite::{self, Connection},
    schema,
};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            legacy { rename memo => note; }
            /// Notes.
            version 1 sealed "2:ba7c391d49fbb713";
            /// Notes have a price, and no two the same text, but for those that the statement forgets.
            version 2 { sql "DELETE FROM note WHERE text = ''"; }
        }

        table note as Note {
            text: String,
            price: i64 = 0 since 2 check "price >= 0",
            unique index by_text (text) since 2,
        }
    }
}

fn set(connection: &Connection, mode: &str) -> String {
    let sql = format!("PRAGMA journal_mode = {mode}");
    connection.query_row(&sql, [], |row| row.get(0)).unwrap()
}

/// A file of version 1 that can't be upgraded, because two notes have one text.
fn failing(folder: &Folder) -> Connection {
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    connection
        .execute_batch(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
            INSERT INTO note (text) SELECT 'text ' || (i / 2) FROM n",
        )
        .unwrap();
    connection
}

/// The mode that the refusal says to set.
#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    let error = outcome.unwrap_err();
    assert!(matches!(error, Error::NoRollback { .. }), "{error:?}");
    let said = error.to_string();
    let (_, help) = said.split_once("\nhelp: ").unwrap();
    let (_, help) = help.split_once("`PRAGMA journal_mode = ").unwrap();
    help.split_once('`').unwrap().0.to_owned()
}

#[test]
fn a_step_that_fails_leaves_every_byte() {
    let folder = Folder::new();
    let mut connection = failing(&folder);
    // A small cache, so that much is written before the step that fails.
    connection.pragma_update(None, "cache_size", 2).unwrap();
    assert_eq!(set(&connection, "off"), "off");
    let bytes = folder.snapshot();
    let mode = refused(notes::migrate(&connection));
    bytes.assert_unchanged(folder.path());
    let options = Options::default().backup_beside();
    refused(notes::migrate_with(&mut connection, &options));
    bytes.assert_unchanged(folder.path());
    // What the help says to type lets the step fail as it should.
    assert!(set(&connection, &mode).eq_ignore_ascii_case(&mode));
    let error = notes::migrate(&connection).unwrap_err();
    assert!(matches!(error, Error::Step { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
    assert_eq!(
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)),
        Ok("ok".to_owned())
    );
}

/// Whatever writes is refused, and a file that isn't there stays empty.
#[test]
fn whatever_writes_is_refused() {
    type Write = fn(&mut Connection) -> Result<()>;
    let writes: [(&str, &str, Write); 8] = [
        ("upgrade", "PRAGMA user_version = 1", |it| {
            notes::migrate(it).map(drop)
        }),
        ("typed", "PRAGMA user_version = 1", |it| {
            notes::begin::<1>(it).map(drop)
        }),
        (
            "create",
            "DROP TABLE note; PRAGMA user_version = 0; VACUUM",
            |it| notes::migrate(it).map(drop),
        ),
        (
            "create_at",
            "DROP TABLE note; PRAGMA user_version = 0; VACUUM",
            |it| notes::create_at(it, 1).map(drop),
        ),
        (
            "adopt",
            "PRAGMA user_version = 0; ALTER TABLE note RENAME TO memo",
            |it| notes::adopt(it).map(drop),
        ),
        ("unstamped", "PRAGMA user_version = 0", |it| {
            notes::migrate(it).map(drop)
        }),
        (
            "outlook",
            "PRAGMA user_version = 0; ALTER TABLE note RENAME TO memo",
            |it| rusqlite_schema::outlook(it, notes::PROGRAM).map(drop),
        ),
        (
            "repair",
            "ALTER TABLE note ADD COLUMN price INTEGER NOT NULL DEFAULT 0 CHECK (price >= 0); PRAGMA user_version = 2",
            |it| notes::migrate_with(it, &Options::default().drift(Drift::Repair)).map(drop),
        ),
    ];
    for (name, sql, write) in writes {
        let folder = Folder::new();
        let mut connection = folder.connect();
        notes::create_at(&connection, 1).unwrap();
        connection.execute_batch(sql).unwrap();
        set(&connection, "off");
        let bytes = folder.snapshot();
        let outcome = write(&mut connection);
        assert!(outcome.is_err(), "{name}");
        refused(outcome);
        bytes.assert_unchanged(folder.path());
        set(&connection, "delete");
        write(&mut connection).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
}

#[test]
fn a_new_file_stays_empty() {
    let folder = Folder::new();
    let connection = folder.connect();
    set(&connection, "off");
    refused(notes::migrate(&connection));
    assert_eq!(std::fs::metadata(folder.file()).unwrap().len(), 0);
}

/// Neither a database in memory nor a temporary one is taken back without a journal.
#[test]
fn databases_without_a_file_are_refused_too() {
    for path in [":memory:", ""] {
        let connection = Connection::open(path).unwrap();
        assert_eq!(set(&connection, "off"), "off");
        let mode = refused(notes::migrate(&connection));
        assert_eq!(number(&connection, "SELECT count(*) FROM sqlite_schema"), 0);
        assert!(
            set(&connection, &mode).eq_ignore_ascii_case(&mode),
            "{path}"
        );
        notes::migrate(&connection).unwrap();
    }
}

#[test]
fn a_current_file_is_opened_as_ever() {
    let folder = Folder::new();
    let mut connection = folder.connect();
    notes::migrate(&connection).unwrap();
    set(&connection, "off");
    for drift in [Drift::Report, Drift::Refuse, Drift::Repair, Drift::Ignore] {
        let options = Options::default().drift(drift);
        let report = notes::migrate_with(&mut connection, &options).unwrap();
        assert_eq!(report.outcome, Outcome::Current);
    }
    assert_eq!(
        set(&connection, "off"),
        "off",
        "and the mode is the caller's"
    );
}

/// All other modes can take a run back, also with exclusive locks.
#[test]
fn every_other_mode_rolls_back() {
    for locking in ["normal", "exclusive"] {
        for mode in ["delete", "truncate", "persist", "memory", "wal"] {
            let folder = Folder::new();
            let connection = failing(&folder);
            connection
                .pragma_update(None, "locking_mode", locking)
                .unwrap();
            connection.pragma_update(None, "cache_size", 2).unwrap();
            assert_eq!(set(&connection, mode), mode);
            let before = rows(&connection);
            let error = notes::migrate(&connection).unwrap_err();
            assert!(matches!(error, Error::Step { .. }), "{mode}: {error:?}");
            assert_eq!(rows(&connection), before, "{mode}, {locking}");
            assert_eq!(stamp(&connection), 1);
        }
    }
}

fn rows(connection: &Connection) -> (i64, String) {
    let count = number(connection, "SELECT count(DISTINCT text) FROM note");
    let sound = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0));
    (count, sound.unwrap())
}

/// Only under the lock is it settled: another program may have turned the file to a log since.
#[test]
fn the_mode_is_that_of_the_file_under_the_lock() {
    let folder = Folder::new();
    let connection = failing(&folder);
    set(&connection, "off");
    let other = folder.connect();
    assert_eq!(set(&other, "wal"), "wal");
    let error = notes::migrate(&connection).unwrap_err();
    assert!(matches!(error, Error::Step { .. }), "{error:?}");
    assert_eq!(rows(&connection).1, "ok");
}

#[test]
fn with_exclusive_locks_it_is_refused_as_well() {
    let folder = Folder::new();
    let connection = failing(&folder);
    connection
        .pragma_update(None, "locking_mode", "exclusive")
        .unwrap();
    set(&connection, "off");
    let bytes = folder.snapshot();
    refused(notes::migrate(&connection));
    bytes.assert_unchanged(folder.path());
}

/// What other databases of the connection do doesn't matter.
#[test]
fn other_databases_may_do_without() -> rusqlite::Result<()> {
    let folder = Folder::new();
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    let other = folder.path().join("other.db");
    connection.execute("ATTACH ?1 AS other", [other.to_str()])?;
    connection.execute_batch("CREATE TABLE other.x (y); CREATE TEMP TABLE z (y)")?;
    for database in ["other", "temp"] {
        let sql = format!("PRAGMA {database}.journal_mode = off");
        let mode: String = connection.query_row(&sql, [], |row| row.get(0))?;
        assert_eq!(mode, "off");
    }
    notes::migrate(&connection).unwrap();
    Ok(())
}
