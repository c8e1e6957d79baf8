//! The file that a run is refused, and those who work on it.

use std::fs;

use rusqlite_schema::{
    Options, Result,
    rusqlite::{
        Connection, OpenFlags,
        hooks::{AuthAction, AuthContext, Authorization},
    },
};

use crate::{program::today::store, support::Folder};

/// A file of version 1 with some rows, and the connection that is to migrate it.
pub(crate) struct Scene {
    pub(crate) folder: Folder,
    pub(crate) connection: Connection,
    /// Another program's connection, which keeps the log from being copied into the file.
    pub(crate) other: Connection,
}

impl Scene {
    pub(crate) fn new(journal: &str) -> Self {
        let folder = Folder::new();
        let connection = folder.connect();
        connection
            .pragma_update(None, "journal_mode", journal)
            .unwrap();
        connection
            .pragma_update(None, "wal_autocheckpoint", 0)
            .unwrap();
        store::create_at(&connection, 1).unwrap();
        let other = folder.connect();
        let scene = Self {
            folder,
            connection,
            other,
        };
        scene.sql(
            "INSERT INTO author VALUES (1, 'one'), (2, 'gone');
            INSERT INTO note VALUES (1, 1, ' text');
            INSERT INTO label VALUES ('quiet')",
        );
        scene
    }

    /// Runs SQL as another program would.
    pub(crate) fn sql(&self, sql: &str) {
        self.other.execute_batch(sql).unwrap();
    }

    /// Lets the file be current.
    pub(crate) fn bring(&self) {
        store::migrate(&self.connection).unwrap();
    }

    /// Migrates with options.
    pub(crate) fn with(&mut self, options: &Options) -> Result<()> {
        store::migrate_with(&mut self.connection, options).map(drop)
    }

    /// A path that isn't UTF-8.
    #[cfg(target_os = "linux")]
    pub(crate) fn odd_file(&self) -> std::path::PathBuf {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

        let name = OsStr::from_bytes(b"caf\xe9.db");
        self.folder.path().join(name)
    }

    /// A connection that shares its cache with others of this kind.
    pub(crate) fn shared(&self) -> Connection {
        let file = format!("file:{}?cache=shared", self.folder.file().display());
        Connection::open(file).unwrap()
    }

    /// A connection that can't write.
    pub(crate) fn reader(&self) -> Connection {
        Connection::open_with_flags(self.folder.file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }
}

pub(crate) fn nothing(_: &mut Scene) {}

pub(crate) fn migrate(scene: &mut Scene) -> Result<()> {
    store::migrate(&scene.connection).map(drop)
}

/// Has an authorizer pass over an action as if it had been done.
pub(crate) fn ignoring(scene: &mut Scene, ignored: fn(AuthAction<'_>) -> bool) -> Result<()> {
    let ignore = move |it: AuthContext<'_>| {
        if ignored(it.action) {
            Authorization::Ignore
        } else {
            Authorization::Allow
        }
    };
    scene.connection.authorizer(Some(ignore)).unwrap();
    migrate(scene)
}

/// Copies a file and its journal from the middle of a transaction.
pub(crate) fn leave_interrupted(scene: &mut Scene) {
    let writing = Folder::new();
    let writer = writing.connect();
    store::create_at(&writer, 1).unwrap();
    writer
        .execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; INSERT INTO rumour VALUES (hex(zeroblob(99999)))")
        .unwrap();
    for side in ["", "-journal"] {
        let from = writing.path().join(format!("file.db{side}"));
        fs::copy(from, scene.folder.path().join(format!("left.db{side}"))).unwrap();
    }
}
