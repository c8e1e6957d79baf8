//! A copy is no use if the power takes it: its bytes and its name are on the disk before the run writes.
//!
//! Std's `sync_all` calls the system's `fsync`, in whose place there is one here that writes down what it
//! was called for. As in the VFS, nothing is synced.

#![cfg(target_os = "linux")]
#![allow(unsafe_code, clippy::unwrap_used, missing_docs)]

use std::{ffi::c_int, fs, path::PathBuf, sync::Mutex};

use faults::store::store;
use rusqlite::Connection;
use rusqlite_schema::Options;

static SYNCED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Stands in for the function of the system's library.
#[unsafe(no_mangle)]
extern "C" fn fsync(file: c_int) -> c_int {
    let path = fs::read_link(format!("/proc/self/fd/{file}")).unwrap_or_default();
    SYNCED.lock().unwrap().push(path);
    0
}

#[test]
fn a_copy_and_its_name_are_synced_before_the_run_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap();
    let file = path.join("file.db");
    let backups = path.join("backups");
    fs::create_dir(&backups).unwrap();
    let mut connection = Connection::open(&file).unwrap();
    store::create_at(&connection, 3).unwrap();
    SYNCED.lock().unwrap().clear();

    let options = Options::default().backup(backups.join("copy.db"));
    store::migrate_with(&mut connection, &options).unwrap();
    let synced = SYNCED.lock().unwrap().clone();
    let copied = synced
        .iter()
        .rposition(|it| it.extension().is_some_and(|it| it == "partial"));
    let copied = copied.unwrap();
    let named = synced.iter().rposition(|it| *it == backups).unwrap();
    let written = synced
        .iter()
        .position(|it| it.starts_with(&path) && !it.starts_with(&backups));
    assert!(copied < named, "{synced:#?}");
    assert!(written.is_none_or(|it| named < it), "{synced:#?}");
}
