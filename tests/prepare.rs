//! `Options::prepare` is called for each connection that is opened here, and for no other.

#![allow(clippy::unwrap_used)]

mod support;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rusqlite_schema::{
    Error, Options, Outcome,
    rusqlite::{self, Connection},
    schema,
};
use support::Folder;

schema! {
    /// Words, sorted as the application sorts them.
    schema words in "words.db" {
        extern collation by_length;

        history {
            /// Words.
            version 1 sealed "2:da07dc6b8ce67fad";
            /// Their number.
            version 2;
        }

        table word { text: String primary key collate by_length, count: i64 = 0 since 2 }
    }
}

fn register(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_collation("by_length", |one: &str, other: &str| {
        one.len().cmp(&other.len())
    })
}

/// Registers what the schema needs, and counts how often.
fn counted() -> (Options, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&count);
    let options = Options::default().prepare(move |connection| {
        counting.fetch_add(1, Ordering::Relaxed);
        register(connection)
    });
    (options, count)
}

/// A file of version 1.
fn old(folder: &Folder) -> Connection {
    let connection = folder.connect();
    register(&connection).unwrap();
    words::create_at(&connection, 1).unwrap();
    connection
}

#[test]
fn a_file_that_needs_something_of_the_application_can_be_opened() {
    let folder = Folder::new();
    let path = folder.file();
    let error = words::open(&path).unwrap_err();
    assert!(matches!(error, Error::NotRegistered { .. }), "{error:?}");
    let (options, count) = counted();
    let (_, report) = words::open_with(&path, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Created);
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[test]
fn what_copies_a_file_is_prepared() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    let (options, count) = counted();
    let copy = folder.path().join("copy.db");
    words::migrate_with(&mut connection, &options.backup(copy)).unwrap();
    assert_eq!(
        count.load(Ordering::Relaxed),
        2,
        "what reads and what writes"
    );
    let (options, count) = counted();
    words::migrate_with(&mut connection, &options.backup_beside()).unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 0, "the file is current");
}

#[test]
fn a_failure_to_prepare_is_told_and_nothing_is_changed() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    let path = folder.file();
    let before = std::fs::read(&path).unwrap();
    let failing = || Options::default().prepare(|_| Err(rusqlite::Error::InvalidQuery));
    let error = words::open_with(&path, &failing()).unwrap_err();
    assert!(matches!(error, Error::Sqlite { .. }), "{error:?}");
    let error = words::migrate_with(&mut connection, &failing().backup_beside()).unwrap_err();
    assert!(matches!(error, Error::Backup { .. }), "{error:?}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
