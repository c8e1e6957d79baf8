//! Files as a run finds them, and as it must leave them.

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::{state::State, store::store, subject::bring};

/// Whatever may go wrong in the tests themselves.
pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How a file keeps what it may have to take back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Journal {
    /// A rollback journal, deleted with each commit.
    Rollback,
    /// A write-ahead log.
    Wal,
}

/// The files that a run can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing at all.
    New,
    /// Tables without a version number, under the names of the first releases.
    Legacy,
    /// The newest version, which lacks a column, an index, a view, a trigger and a table.
    Drifted,
    /// The newest version, of which a table has to be rebuilt: an earlier draft had another type.
    Draft,
    /// A version: from 1 tables are rebuilt, from 2 a function moves data, from 3 all is done in place.
    Version(i64),
}

/// All of them, those with the least work first.
pub const STARTS: [Start; 7] = [
    Start::New,
    Start::Drifted,
    Start::Draft,
    Start::Version(3),
    Start::Version(2),
    Start::Version(1),
    Start::Legacy,
];

/// The side files of a database.
const SIDES: [&str; 3] = ["-journal", "-wal", "-shm"];

/// A file before a run, and what it is before and after.
#[derive(Debug)]
pub struct Scenario {
    /// What the run starts from.
    pub start: Start,
    /// The mode that the file is in.
    pub journal: Journal,
    /// The file's bytes; `None` where there is no file yet.
    pub bytes: Option<Vec<u8>>,
    /// What it holds.
    pub old: State,
    /// What it must hold after a run.
    pub new: State,
}

impl Scenario {
    /// Makes the file once, and lets one run succeed.
    ///
    /// # Errors
    ///
    /// The file can't be made, or nothing is to be done to it.
    pub fn new(start: Start, journal: Journal) -> Result<Self> {
        let place = Place::new()?;
        let connection = Connection::open(place.file())?;
        prepare(&connection, start, journal)?;
        let old = State::of(&connection)?;
        drop(connection);
        let bytes = fs::read(place.file())?;
        let bytes = Some(bytes).filter(|it| !it.is_empty());
        let mut connection = Connection::open(place.file())?;
        bring(&mut connection)?;
        let new = State::of(&connection)?;
        if old == new || new.version != store::VERSION {
            return Err("a scenario in which nothing happens".into());
        }
        Ok(Self {
            start,
            journal,
            bytes,
            old,
            new,
        })
    }
}

/// A folder for one file, in memory where the system has such folders.
#[derive(Debug)]
pub struct Place(TempDir);

impl Place {
    /// An empty folder.
    ///
    /// # Errors
    ///
    /// The system has no room for it.
    pub fn new() -> io::Result<Self> {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            TempDir::new_in(memory)
        } else {
            TempDir::new()
        };
        folder.map(Self)
    }

    /// The file's path.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.0.path().join("store.db")
    }

    /// Puts a database and its side files there, in place of whatever stood.
    ///
    /// # Errors
    ///
    /// A file can't be written or removed.
    pub fn lay(&self, main: Option<&[u8]>, sides: &[(&str, &[u8])]) -> io::Result<()> {
        let copies = self.beside()?.into_iter().filter(|it| it.contains(".bak"));
        let copies = copies.map(|it| self.0.path().join(it));
        let stale = SIDES.map(|side| self.side(side));
        for path in stale.into_iter().chain([self.file()]).chain(copies) {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        if let Some(bytes) = main {
            fs::write(self.file(), bytes)?;
        }
        for (side, bytes) in sides {
            fs::write(self.side(side), bytes)?;
        }
        Ok(())
    }

    /// The files beside the database, other than whole copies of it.
    ///
    /// # Errors
    ///
    /// The folder can't be read.
    pub fn strays(&self) -> io::Result<Vec<String>> {
        let mut names = self.beside()?;
        names.retain(|it| it.strip_suffix(".bak").is_none());
        Ok(names)
    }

    fn beside(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(self.0.path())?.map(|entry| Ok(entry?.file_name()));
        let names: io::Result<Vec<_>> = names.collect();
        let names = names?.into_iter().map(|it| it.display().to_string());
        Ok(names.filter(|it| it != "store.db").collect())
    }

    fn side(&self, suffix: &str) -> PathBuf {
        self.0.path().join(format!("store.db{suffix}"))
    }
}

fn prepare(connection: &Connection, start: Start, journal: Journal) -> Result<()> {
    // Small pages, so that a small file has many of them.
    connection.execute_batch("PRAGMA page_size = 1024")?;
    if journal == Journal::Wal {
        connection.pragma_update(None, "journal_mode", "wal")?;
    }
    let version = match start {
        Start::New => return Ok(()),
        Start::Legacy | Start::Drifted | Start::Draft => 1,
        Start::Version(version) => version,
    };
    store::create_at(connection, version)?;
    connection.execute_batch(ROWS)?;
    match start {
        Start::Legacy => connection.execute_batch(LEGACY)?,
        Start::Drifted => {
            store::migrate(connection)?;
            connection.execute_batch(DRIFT)?;
        }
        Start::Draft => {
            store::migrate(connection)?;
            connection.execute_batch(DRAFT)?;
        }
        _ => {}
    }
    Ok(())
}

/// Rows for any older version: the columns have the same order in all of them.
const ROWS: &str = "
    BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) SELECT i FROM n;
    INSERT INTO author SELECT i, 'author ' || i, iif(i % 3 = 0, 1900 + i, iif(i % 3 = 1, 1800, -1)) FROM n WHERE i <= 20;
    INSERT INTO book SELECT i, 1 + i % 20, 'title of ' || i, i + 0.25 FROM n;
    INSERT INTO note SELECT i, 1 + i % 60, printf('%.200c', 'x') || i FROM n;
    INSERT INTO sale SELECT i, 1 + i % 60, 'customer ' || i FROM n WHERE i <= 40;
    DELETE FROM sale WHERE id > 30;
    COMMIT;
    DROP TABLE temp.n;";

/// Takes away what can be made again.
const DRIFT: &str = "
    DROP INDEX book_by_author;
    DROP VIEW catalogue;
    DROP TRIGGER book_added;
    DROP TABLE shelf;
    ALTER TABLE author DROP COLUMN hidden;";

/// Has a table, to which others refer, of another type.
const DRAFT: &str = "
    ALTER TABLE author DROP COLUMN hidden;
    ALTER TABLE author ADD COLUMN hidden TEXT NOT NULL DEFAULT '0';
    UPDATE author SET hidden = '1' WHERE id < 5;";

/// Makes a file of version 1 what it would have been before there was a version number.
const LEGACY: &str = "
    ALTER TABLE author RENAME TO writers;
    CREATE INDEX writers_by_name ON writers (name);
    CREATE TABLE scratch (x);
    INSERT INTO scratch VALUES (1), (2), (3);
    PRAGMA application_id = 0;
    PRAGMA user_version = 0;";
