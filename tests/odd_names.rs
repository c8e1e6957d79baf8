//! Files whose names aren't UTF-8, which only some systems have.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{
    ffi::OsStr,
    fs,
    ops::ControlFlow,
    os::unix::ffi::OsStrExt,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use rusqlite_schema::{Drift, Error, Options, Outcome, rusqlite::Connection, schema};
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

const NAME: &[u8] = b"caf\xe9.db";

fn beside(folder: &Folder, name: &[u8]) -> PathBuf {
    folder.path().join(OsStr::from_bytes(name))
}

/// A file of version 1 with a row, by a name that isn't UTF-8.
fn old(folder: &Folder) -> PathBuf {
    let path = beside(folder, NAME);
    let connection = Connection::open(&path).unwrap();
    notes::create_at(&connection, 1).unwrap();
    connection
        .execute_batch("INSERT INTO note VALUES (' one')")
        .unwrap();
    path
}

/// The names in the folder that begin with another one, in order.
fn others(folder: &Folder, prefix: &[u8]) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let names = entries.map(|it| it.unwrap().file_name().as_bytes().to_vec());
    let mut names: Vec<_> = names
        .filter(|it| it.starts_with(prefix) && it != prefix)
        .collect();
    names.sort();
    names
}

/// What a file is called: as much of its name as can be shown.
fn shown(folder: &Folder) -> String {
    format!("{}/caf\u{fffd}.db", folder.path().display())
}

#[test]
fn the_copy_is_made_beside_the_file() {
    let folder = Folder::new();
    let path = old(&folder);
    let options = Options::default().backup_beside();
    let (connection, report) = notes::open_with(&path, &options).unwrap();
    assert_eq!(report.file, shown(&folder));
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    let copy = report.backup.unwrap();
    assert_eq!(
        others(&folder, NAME),
        [copy.file_name().unwrap().as_bytes().to_vec()]
    );
    let copy = Connection::open(copy).unwrap();
    assert_eq!((stamp(&copy), stamp(&connection)), (1, 2));
    assert_eq!(number(&copy, "SELECT text = ' one' FROM note"), 1);
}

#[test]
fn the_copy_is_made_by_a_name_that_a_function_gives() {
    let folder = Folder::new();
    let path = old(&folder);
    let mut connection = Connection::open(&path).unwrap();
    let asked = Arc::new(Mutex::new(None));
    let (file, copy) = (Arc::clone(&asked), folder.path().join("copy.db"));
    let options = Options::default().backup_named(move |occasion| {
        *file.lock().unwrap() = Some(occasion.file.clone());
        copy.clone()
    });
    notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(asked.lock().unwrap().take(), Some(path));
    let copy = Connection::open(folder.path().join("copy.db")).unwrap();
    assert_eq!(stamp(&copy), 1);
}

/// SQLite reads a `file:` URI, and bytes in it may be any.
#[test]
fn the_copy_is_made_of_a_file_that_a_uri_names() {
    let folder = Folder::new();
    old(&folder);
    let uri = format!("file:{}/caf%E9.db?cache=private", folder.path().display());
    let options = Options::default().backup_beside();
    let (_, report) = notes::open_with(uri, &options).unwrap();
    assert_eq!(report.file, shown(&folder));
    assert!(report.backup.unwrap().exists());
    assert_eq!(others(&folder, NAME).len(), 1);
}

#[test]
fn a_copy_that_cannot_be_made_stops_the_upgrade() {
    let folder = Folder::new();
    let path = old(&folder);
    let bytes = folder.snapshot();
    let options = Options::default().backup(beside(&folder, b"no\xff/copy.db"));
    let error = notes::open_with(&path, &options).unwrap_err();
    assert!(matches!(error, Error::Backup { .. }), "{error:?}");
    assert!(error.to_string().starts_with(&shown(&folder)), "{error}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn only_so_many_copies_stay() {
    let folder = Folder::new();
    let path = old(&folder);
    for name in [
        &b"caf\xe9.db.v1.20200101T000000Z.bak"[..],
        b"caf\xe9.db.v1.20210101T000000Z.bak",
        b"caf\xe9.db.v1.20210101T000000Z.bak-77.partial",
        // These are of other files, or by nobody knows whom.
        b"caf\xe8.db.v1.20200101T000000Z.bak",
        b"caf\xe9.db.v1.2020\xe90101T000000Z.bak",
    ] {
        fs::write(beside(&folder, name), "copy").unwrap();
    }
    let options = Options::default().backup_beside().keep_backups(2);
    let (_, report) = notes::open_with(&path, &options).unwrap();
    let made = report.backup.unwrap();
    let mut kept = vec![
        b"caf\xe9.db.v1.20210101T000000Z.bak".to_vec(),
        b"caf\xe9.db.v1.2020\xe90101T000000Z.bak".to_vec(),
        made.file_name().unwrap().as_bytes().to_vec(),
    ];
    kept.sort();
    assert_eq!(others(&folder, NAME), kept);
    assert_eq!(others(&folder, b"caf\xe8").len(), 1);
}

#[test]
fn a_copy_of_a_run_that_fails_goes() {
    let folder = Folder::new();
    let path = old(&folder);
    let bytes = folder.snapshot();
    let options = Options::default()
        .backup_beside()
        .progress(|_| ControlFlow::Break(()));
    let error = notes::open_with(&path, &options).unwrap_err();
    let Error::Cancelled { file, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*file, shown(&folder));
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    for length in [60, 4096 + 100] {
        let folder = Folder::new();
        let path = old(&folder);
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_len(length).unwrap();
        let bytes = folder.snapshot();
        let error = notes::open(&path).unwrap_err();
        let Error::NotADatabase { file, .. } = &error else {
            panic!("{length}: {error:?}");
        };
        assert_eq!(*file, shown(&folder));
        bytes.assert_unchanged(folder.path());
    }
}

/// Closing must not copy another program's log into a file that is refused.
#[test]
fn a_log_beside_a_file_that_is_refused_stays() {
    let options = Options::default().drift(Drift::Refuse);
    for (encoding, version) in [("UTF-8", 9), ("UTF-16", 9), ("UTF-8", 2), ("UTF-16", 2)] {
        let writing = Folder::new();
        let writer = Connection::open(beside(&writing, NAME)).unwrap();
        writer.pragma_update(None, "encoding", encoding).unwrap();
        writer
            .execute_batch(
                "CREATE TABLE note (text); PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0",
            )
            .unwrap();
        writer.pragma_update(None, "user_version", version).unwrap();
        let folder = Folder::new();
        for name in [NAME, b"caf\xe9.db-wal"] {
            fs::copy(beside(&writing, name), beside(&folder, name)).unwrap();
        }
        let bytes = folder.snapshot();
        let error = notes::open_with(beside(&folder, NAME), &options).unwrap_err();
        let expected = if version == 9 { "TooNew" } else { "Drift" };
        assert_eq!(error.name(), expected, "{error:?}");
        bytes.assert_unchanged(folder.path());
    }
}

/// SQLite tells the names that it knows in the encoding of the file, and then it is not the name.
#[test]
fn where_the_name_cannot_be_told_there_is_no_upgrade_without_the_copy() {
    let folder = Folder::new();
    let path = beside(&folder, NAME);
    let mut connection = Connection::open(&path).unwrap();
    connection
        .pragma_update(None, "encoding", "UTF-16")
        .unwrap();
    notes::create_at(&connection, 1).unwrap();
    let bytes = folder.snapshot();
    let copy = folder.path().join("copy.db");
    for options in [
        Options::default().backup_beside(),
        Options::default().backup(&copy),
    ] {
        let error = notes::migrate_with(&mut connection, &options).unwrap_err();
        let Error::UnknownPath { file, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(*file, shown(&folder));
        bytes.assert_unchanged(folder.path());
    }
    let report = notes::migrate(&connection).unwrap();
    assert_eq!(report.file, shown(&folder));
    assert_eq!((report.backup, stamp(&connection)), (None, 2));
}

#[test]
fn a_database_without_a_file_has_no_copy() {
    for path in [":memory:", "", "file::memory:?cache=private"] {
        let mut connection = Connection::open(path).unwrap();
        notes::create_at(&connection, 1).unwrap();
        let options = Options::default().backup_beside();
        let report = notes::migrate_with(&mut connection, &options).unwrap();
        assert_eq!((report.file.as_str(), report.backup), (":memory:", None));
    }
}

/// Of several databases on one connection, the first one counts.
#[test]
fn attached_files_are_not_the_file() {
    let folder = Folder::new();
    let mut connection = Connection::open(old(&folder)).unwrap();
    connection
        .execute(
            "ATTACH ?1 AS other",
            [folder.path().join("other.db").to_str()],
        )
        .unwrap();
    connection
        .execute_batch("CREATE TABLE other.x (y); CREATE TEMP TABLE z (y)")
        .unwrap();
    let options = Options::default().backup_beside();
    let report = notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.file, shown(&folder));
    assert_eq!(others(&folder, NAME).len(), 1);
}
