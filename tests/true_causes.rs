//! Locks and paths of which a false cause was told, or none: shared caches, exclusive locking, no name.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use rusqlite_schema::{Error, Options, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:ba7c391d49fbb713";
            /// Notes are trimmed.
            version 2 { sql "UPDATE note SET text = trim(text)"; }
        }

        table note as Note { text: String }
    }
}

#[test]
fn a_shared_cache_is_named_as_the_cause() {
    let uri = "file:true-causes?mode=memory&cache=shared";
    let (one, other) = (
        Connection::open(uri).unwrap(),
        Connection::open(uri).unwrap(),
    );
    notes::create_at(&one, 1).unwrap();
    for lock in [
        "BEGIN IMMEDIATE",
        "BEGIN; INSERT INTO note VALUES ('x')",
        "BEGIN; SELECT * FROM note",
    ] {
        one.execute_batch(lock).unwrap();
        if let Err(error) = notes::migrate(&other) {
            assert!(
                matches!(
                    error,
                    Error::Locked {
                        shared_cache: true,
                        ..
                    }
                ),
                "{lock}: {error:?}"
            );
            let said = error.to_string();
            assert!(
                said.contains("cache=shared") && !said.contains(" ms"),
                "{said}"
            );
            assert_eq!(stamp(&one), 1);
        }
        one.execute_batch("ROLLBACK").unwrap();
    }
    notes::migrate(&other).unwrap();
}

#[test]
fn exclusive_locking_is_named_as_the_cause_of_a_missing_copy() {
    for journal in ["delete", "wal"] {
        let folder = Folder::new();
        let mut conn = folder.connect();
        conn.pragma_update(None, "locking_mode", "exclusive")
            .unwrap();
        conn.pragma_update(None, "journal_mode", journal).unwrap();
        notes::create_at(&conn, 1).unwrap();
        let options = Options::default().backup_beside();
        let error = notes::migrate_with(&mut conn, &options).unwrap_err();
        let Error::Backup { source, .. } = &error else {
            panic!("{error:?}");
        };
        assert!(source.to_string().contains("locking_mode"), "{source}");
        assert!(
            error
                .to_string()
                .contains("help: migrate with a connection that is opened anew"),
            "{error}"
        );
        assert_eq!(stamp(&conn), 1);
        drop(conn);
        let mut conn = folder.connect();
        let report = notes::migrate_with(&mut conn, &options).unwrap();
        assert!(report.backup.unwrap().exists());
        conn.pragma_update(None, "locking_mode", "exclusive")
            .unwrap();
        notes::migrate_with(&mut conn, &options).unwrap();
    }
}

#[test]
fn exclusive_locking_without_a_copy_is_no_hindrance() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.pragma_update(None, "locking_mode", "exclusive")
        .unwrap();
    notes::create_at(&conn, 1).unwrap();
    notes::migrate(&conn).unwrap();
    assert_eq!(stamp(&conn), 2);
}

#[test]
fn what_is_wrong_with_a_copy_is_told_by_its_cause() {
    let folder = Folder::new();
    let mut conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    std::fs::write(folder.path().join("taken"), "").unwrap();
    for (name, help) in [
        ("taken", "a name that is free"),
        ("no/folder", "a folder that exists"),
    ] {
        let options = Options::default().backup(folder.path().join(name));
        let error = notes::migrate_with(&mut conn, &options).unwrap_err();
        assert!(error.to_string().contains(help), "{error}");
    }
}

#[test]
fn a_path_without_a_name_is_refused() {
    for path in [
        "",
        "file:",
        "file://",
        "file://localhost",
        "file:?cache=shared",
        "file:#x",
    ] {
        let error = notes::open(path).unwrap_err();
        assert!(matches!(error, Error::Open { .. }), "{path}: {error:?}");
        assert!(
            error.to_string().contains("a name for a new file"),
            "{error}"
        );
        notes::open_with(path, &Options::default()).unwrap_err();
    }
    for path in [
        ":memory:",
        "file::memory:",
        "file:?mode=memory",
        "file:name?mode=memory",
    ] {
        let conn = notes::open(path).unwrap();
        assert_eq!(number(&conn, "SELECT count(*) FROM note"), 0, "{path}");
    }
}
