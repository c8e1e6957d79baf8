//! A copy of the file before it is changed, or no change.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{error::Error as _, fs, path::PathBuf};

use rusqlite_schema::{
    Drift, Error, Options, Outcome,
    rusqlite::{Connection, functions::FunctionFlags},
    schema,
};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:145dc5681d62d4c7";
            /// Notes can be pinned, and are trimmed.
            version 2 { sql "UPDATE note SET text = trim(text)"; }
        }

        table note as Note { text: String, pinned: bool = false since 2 }
        view texts "SELECT text FROM note";
    }
}

mod words {
    //! A schema that calls a function of the application.

    rusqlite_schema::schema! {
        /// Words.
        pub schema words in "words.db" {
            extern function own(1);

            history {
                /// Words.
                version 1 sealed "2:6900a9542e350ac9";
                /// Words are counted.
                version 2;
            }

            table word as Word {
                text: String check "own(text) != ''",
                times: i64 = 0 since 2,
                index by_own ("own(text)"),
            }
        }
    }
}

/// A file of version 1 with rows, of which the first one is gone.
fn old(folder: &Folder) -> Connection {
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    connection
        .execute_batch(
            "INSERT INTO note (text) VALUES ('gone'), (' one'), (' two'); DELETE FROM note WHERE rowid = 1",
        )
        .unwrap();
    connection
}

fn copy(folder: &Folder) -> PathBuf {
    folder.path().join("copy.db")
}

fn with_copy(folder: &Folder) -> Options {
    Options::default().backup(copy(folder))
}

/// The files of the folder other than the file itself.
fn others(folder: &Folder) -> Vec<String> {
    let names = fs::read_dir(folder.path()).unwrap();
    let names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|it| !it.starts_with("file.db")).collect();
    names.sort();
    names
}

fn is_old(path: PathBuf) {
    let copy = Connection::open(path).unwrap();
    assert_eq!(stamp(&copy), 1);
    let sql = "SELECT count(*) FROM note WHERE text IN (' one', ' two') AND rowid IN (2, 3)";
    assert_eq!(
        number(&copy, sql),
        2,
        "rows and rowids are those of the file"
    );
    let sound: String = copy
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn an_upgrade_leaves_a_copy_of_the_file_before_it() {
    for mode in ["delete", "wal", "truncate"] {
        let folder = Folder::new();
        let mut connection = old(&folder);
        connection
            .pragma_update(None, "journal_mode", mode)
            .unwrap();
        connection
            .execute_batch("CREATE TABLE own (x); DROP TABLE own")
            .unwrap();
        let report = notes::migrate_with(&mut connection, &with_copy(&folder)).unwrap();
        assert_eq!(report.backup, Some(copy(&folder)));
        assert_eq!(
            number(
                &connection,
                "SELECT count(*) FROM note WHERE text IN ('one', 'two')"
            ),
            2
        );
        assert_eq!(others(&folder), ["copy.db"], "{mode}");
        is_old(copy(&folder));
    }
}

#[test]
fn the_name_tells_version_and_time() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    let options = Options::default().backup_beside();
    let report = notes::migrate_with(&mut connection, &options).unwrap();
    let name = report.backup.unwrap();
    let told = name.file_name().unwrap().to_str().unwrap();
    assert!(
        told.starts_with("file.db.v1.2") && told.ends_with("Z.bak"),
        "{told}"
    );
    is_old(name);
}

#[test]
fn no_copy_is_made_where_nothing_is_to_be_kept() {
    let folder = Folder::new();
    let options = with_copy(&folder);
    let (mut connection, report) = notes::open_with(folder.file(), &options).unwrap();
    assert_eq!((report.outcome, report.backup), (Outcome::Created, None));
    let report = notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!((report.outcome, report.backup), (Outcome::Current, None));
    let mut memory = Connection::open_in_memory().unwrap();
    notes::create_at(&memory, 1).unwrap();
    let report = notes::migrate_with(&mut memory, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    assert_eq!((report.backup, others(&folder)), (None, vec![]));
}

#[test]
fn adoption_and_repair_leave_one_too() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    connection.pragma_update(None, "user_version", 0).unwrap();
    let report = notes::migrate_with(&mut connection, &with_copy(&folder)).unwrap();
    assert_eq!(report.outcome, Outcome::Adopted { from: Some(1) });
    assert!(copy(&folder).exists());
    fs::remove_file(copy(&folder)).unwrap();
    connection.execute_batch("DROP VIEW texts").unwrap();
    let options = with_copy(&folder).drift(Drift::Repair);
    let report = notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Repaired);
    assert!(copy(&folder).exists());
}

#[test]
fn a_file_of_that_name_is_kept_and_stops_the_run() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    fs::write(copy(&folder), "precious").unwrap();
    let bytes = folder.snapshot();
    let error = notes::migrate_with(&mut connection, &with_copy(&folder)).unwrap_err();
    bytes.assert_unchanged(folder.path());
    assert!(matches!(error, Error::Backup { .. }), "{error:?}");
    assert_eq!(
        error.source().unwrap().to_string(),
        "there is a file of that name"
    );
    for part in ["file.db", "copy.db", "nothing was changed", "help: "] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

#[test]
fn a_copy_that_can_not_be_made_stops_the_run() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    let bytes = folder.snapshot();
    let options = Options::default().backup(folder.path().join("no/such/folder.db"));
    let error = notes::migrate_with(&mut connection, &options).unwrap_err();
    assert!(matches!(error, Error::Backup { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
    // A connection that keeps its locks keeps others away, and so nothing can be copied.
    connection
        .execute_batch("PRAGMA locking_mode = exclusive; DELETE FROM note")
        .unwrap();
    let bytes = folder.snapshot();
    let error = notes::migrate_with(&mut connection, &with_copy(&folder)).unwrap_err();
    assert!(matches!(error, Error::Backup { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
    assert_eq!(others(&folder), [""; 0]);
}

#[test]
fn a_run_that_fails_takes_its_copy_away() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    connection
        .execute_batch("INSERT INTO note VALUES ('one'); CREATE UNIQUE INDEX own ON note (text)")
        .unwrap();
    let bytes = folder.snapshot();
    notes::migrate_with(&mut connection, &with_copy(&folder)).unwrap_err();
    bytes.assert_unchanged(folder.path());
    // Nor does a file that is refused leave one.
    connection
        .execute_batch("ALTER TABLE note RENAME TO other")
        .unwrap();
    notes::migrate_with(&mut connection, &with_copy(&folder)).unwrap_err();
    assert_eq!(others(&folder), [""; 0]);
}

/// The connection that copies has no functions of the application.
#[test]
fn functions_of_the_application_are_no_hindrance() {
    let folder = Folder::new();
    let mut connection = folder.connect();
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_UTF8;
    connection
        .create_scalar_function("own", 1, flags, |it| it.get::<String>(0))
        .unwrap();
    words::words::create_at(&connection, 1).unwrap();
    words::words::migrate_with(&mut connection, &with_copy(&folder)).unwrap();
    assert!(copy(&folder).exists());
}
