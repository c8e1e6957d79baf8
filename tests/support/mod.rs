//! What the tests of the engine share.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::panic, clippy::unwrap_used, missing_docs, unreachable_pub)]

pub mod files;
pub mod opener;

use std::path::{Path, PathBuf};

use rusqlite_schema::{Error, RehearsalError, rusqlite::Connection};
use tempfile::TempDir;

use self::files::Snapshot;

/// A folder for one file, which goes when this does.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self) -> PathBuf {
        self.0.path().join("file.db")
    }

    /// A connection that knows nothing of any schema.
    pub fn connect(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }

    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(self.path())
    }
}

/// One number.
pub fn number(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The version with which the file is stamped.
pub fn stamp(conn: &Connection) -> i64 {
    number(conn, "PRAGMA main.user_version")
}

/// What is wrong with the copy on which a rehearsal ran.
pub fn of_copy(error: RehearsalError) -> Error {
    let RehearsalError::Copied { source, .. } = error else {
        panic!("{error:?}");
    };
    match *source {
        RehearsalError::Run(error) => error,
        other => panic!("{other:?}"),
    }
}
