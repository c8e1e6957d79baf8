//! Encrypted files are created, upgraded, copied and refused as others are.

#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use rusqlite_schema::{
    Error, Options, Outcome,
    rusqlite::{self, Connection},
};
use sqlcipher::{diary, early, key};
use tempfile::TempDir;

fn keyed() -> Options {
    Options::default().prepare(key)
}

fn opened(file: &Path) -> Connection {
    let connection = Connection::open(file).unwrap();
    key(&connection).unwrap();
    connection
}

/// A file of the first release with a row.
fn released(folder: &TempDir) -> PathBuf {
    let file = folder.path().join("diary.db");
    let (connection, report) = early::diary::open_with(&file, &keyed()).unwrap();
    assert_eq!(report.outcome, Outcome::Created);
    early::diary::Entry {
        id: 0,
        body: "Rain.".into(),
    }
    .insert(&connection)
    .unwrap();
    file
}

fn bodies(connection: &Connection) -> Vec<String> {
    let mut statement = connection.prepare("SELECT body FROM entry").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn is_encrypted(file: &Path) -> bool {
    !fs::read(file).unwrap().starts_with(b"SQLite format 3")
}

fn files(folder: &TempDir) -> usize {
    fs::read_dir(folder.path()).unwrap().count()
}

#[test]
fn it_is_sqlcipher() {
    let connection = Connection::open_in_memory().unwrap();
    let version: String = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .unwrap();
    assert!(version.starts_with('4'), "{version}");
}

#[test]
fn a_file_is_created_and_upgraded_by_open() {
    let folder = TempDir::new().unwrap();
    let file = released(&folder);
    assert!(is_encrypted(&file));
    let (connection, report) = diary::open_with(&file, &keyed()).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    assert_eq!(bodies(&connection), ["Rain."]);
    drop(connection);
    let (_, report) = diary::open_with(&file, &keyed()).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
}

#[test]
fn a_file_is_created_and_upgraded_by_migrate() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("own.db");
    early::diary::migrate(&opened(&file)).unwrap();
    let connection = opened(&file);
    diary::migrate(&connection).unwrap();
    assert!(bodies(&connection).is_empty());
    assert!(is_encrypted(&file));
    diary::create_at(&opened(&folder.path().join("first.db")), 1).unwrap();
}

#[test]
fn a_log_and_other_pages_are_no_hindrance() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("diary.db");
    let prepare = |it: &Connection| {
        key(it)?;
        it.pragma_update(None, "cipher_page_size", 8192)
    };
    let options = || Options::default().prepare(prepare);
    let (connection, _) = early::diary::open_with(&file, &options()).unwrap();
    connection
        .pragma_update(None, "journal_mode", "wal")
        .unwrap();
    early::diary::Entry {
        id: 0,
        body: "Snow.".into(),
    }
    .insert(&connection)
    .unwrap();
    let copy = folder.path().join("copy.db");
    diary::open_with(&file, &options().backup(&copy)).unwrap();
    let (connection, _) = early::diary::open_with(&copy, &options()).unwrap();
    assert_eq!(bodies(&connection), ["Snow."]);
}

#[test]
fn a_copy_is_encrypted_by_the_same_key() {
    let folder = TempDir::new().unwrap();
    let file = released(&folder);
    let copy = folder.path().join("copy.db");
    let options = keyed().backup(&copy);
    let (connection, report) = diary::open_with(&file, &options).unwrap();
    assert_eq!(report.backup.as_deref(), Some(&*copy));
    assert_eq!(bodies(&connection), ["Rain."]);
    assert!(is_encrypted(&copy));
    let connection = opened(&copy);
    assert_eq!(bodies(&connection), ["Rain."]);
    let version: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 1);
}

#[test]
fn a_copy_without_the_key_is_refused_and_nothing_is_left() {
    let folder = TempDir::new().unwrap();
    let file = released(&folder);
    let before = fs::read(&file).unwrap();
    let mut connection = opened(&file);
    let error =
        diary::migrate_with(&mut connection, &Options::default().backup_beside()).unwrap_err();
    assert!(matches!(error, Error::Backup { .. }), "{error:?}");
    assert!(
        error
            .to_string()
            .contains("set its key with `Options::prepare`"),
        "{error}"
    );
    drop(connection);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(files(&folder), 1);
    // What the help says is enough.
    diary::migrate_with(&mut opened(&file), &keyed().backup_beside()).unwrap();
}

#[test]
fn a_key_that_is_missing_or_wrong_is_told() {
    let folder = TempDir::new().unwrap();
    let file = released(&folder);
    let before = fs::read(&file).unwrap();
    let wrong = |it: &Connection| it.pragma_update(None, "key", "wrong");
    for options in [
        Options::default(),
        Options::default().backup_beside(),
        Options::default().prepare(wrong),
        Options::default().prepare(wrong).backup_beside(),
    ] {
        let error = diary::open_with(&file, &options).unwrap_err();
        assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
        let said = error.to_string();
        assert!(
            said.contains("encrypted and the key is missing or wrong"),
            "{said}"
        );
        assert!(said.contains("`Options::prepare`"), "{said}");
        assert_eq!(fs::read(&file).unwrap(), before);
        assert_eq!(files(&folder), 1);
    }
    let error = diary::migrate(&Connection::open(&file).unwrap()).unwrap_err();
    assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
}

#[test]
fn a_key_for_a_file_that_has_none_is_told() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("plain.db");
    early::diary::open(&file).unwrap();
    let error = diary::open_with(&file, &keyed()).unwrap_err();
    assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
}

#[test]
fn the_callers_own_failure_to_prepare_is_told() {
    let folder = TempDir::new().unwrap();
    let file = released(&folder);
    let failing = |_: &Connection| Err(rusqlite::Error::InvalidQuery);
    let error = diary::open_with(&file, &Options::default().prepare(failing)).unwrap_err();
    assert!(matches!(error, Error::Sqlite { .. }), "{error:?}");
    let error = diary::migrate_with(
        &mut opened(&file),
        &Options::default().prepare(failing).backup_beside(),
    );
    assert!(matches!(error, Err(Error::Backup { .. })), "{error:?}");
}

fn run(folder: &TempDir, arguments: &[&str], wrong: bool) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diaries"));
    command.args(arguments).current_dir(folder.path());
    if wrong {
        command.env("WRONG_KEY", "1");
    }
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(said).unwrap(),
    )
}

#[test]
fn the_command_line_has_the_key_for_copies_too() {
    let folder = TempDir::new().unwrap();
    let file = released(&folder);
    let before = fs::read(&file).unwrap();
    for arguments in [
        &["status", "diary.db"][..],
        &["plan", "diary.db"],
        &["migrate", "--dry-run", "diary.db"],
    ] {
        let (code, said) = run(&folder, arguments, false);
        assert_eq!(code, 0, "{said}");
        assert_eq!(fs::read(&file).unwrap(), before, "{arguments:?}");
    }
    let (code, said) = run(&folder, &["migrate", "--backup", "diary.db"], false);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("backup: "), "{said}");
    assert_eq!(files(&folder), 2);
    for entry in fs::read_dir(folder.path()).unwrap() {
        let file = entry.unwrap().path();
        assert!(is_encrypted(&file));
        assert_eq!(bodies(&opened(&file)), ["Rain."]);
    }
    assert_eq!(run(&folder, &["check", "diary.db"], false).0, 0);
}

#[test]
fn the_command_line_tells_of_a_wrong_key() {
    let folder = TempDir::new().unwrap();
    released(&folder);
    for arguments in [
        &["status", "diary.db"][..],
        &["migrate", "diary.db"],
        &["migrate", "--dry-run", "diary.db"],
    ] {
        let (code, said) = run(&folder, arguments, true);
        assert_ne!(code, 0, "{said}");
        assert!(said.contains("encrypted"), "{arguments:?}: {said}");
    }
}
