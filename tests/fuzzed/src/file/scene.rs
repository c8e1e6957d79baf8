//! Files as they are found in the field, which a fuzzer then gets to work on.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use rusqlite_schema::rusqlite::{Connection, Result as SqliteResult};
use tempfile::TempDir;

use super::schema::notes;

/// What may go wrong in here, and is nobody's fault but the machine's.
pub(super) type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const ROWS: &str = "
    INSERT INTO note (id, body) VALUES (1, ' one'), (2, 'two ');
    INSERT INTO tag VALUES (1, 'a'), (2, NULL), (3, 'of nobody');
    INSERT INTO word VALUES ('w');
    INSERT INTO rumour VALUES ('psst');";

/// A folder with one file in it.
pub(super) struct Scene(TempDir);

impl Scene {
    pub(super) fn new(bytes: &[u8]) -> io::Result<Self> {
        let scene = Self(TempDir::new()?);
        fs::write(scene.file(), bytes)?;
        Ok(scene)
    }

    /// Removes a journal that is of no use any more, but was to be kept. SQLite does so when it likes.
    pub(super) fn forget_journal(&self) -> io::Result<()> {
        match fs::remove_file(self.0.path().join("notes.db-journal")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn file(&self) -> PathBuf {
        self.0.path().join("notes.db")
    }
}

/// The bytes of the files: one of each version, one without a version number, one under the names of
/// the first releases, one in WAL mode, and one of a newer program.
pub(super) fn bases() -> Result<&'static [Vec<u8>]> {
    static BASES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    if let Some(bases) = BASES.get() {
        return Ok(bases);
    }
    let makers = [old, middle, current, unstamped, legacy, in_wal_mode, newer];
    let made: Vec<Vec<u8>> = makers.into_iter().map(made).collect::<Result<_>>()?;
    Ok(BASES.get_or_init(|| made))
}

fn made(make: fn(&Connection) -> Result<()>) -> Result<Vec<u8>> {
    let scene = Scene::new(&[])?;
    let connection = Connection::open(scene.file())?;
    // Small pages are small files, of which a fuzzer changes more in the same time. A row refers to nothing.
    connection.execute_batch("PRAGMA page_size = 512; PRAGMA foreign_keys = OFF")?;
    make(&connection)?;
    drop(connection);
    Ok(fs::read(scene.file())?)
}

fn old(connection: &Connection) -> Result<()> {
    notes::create_at(connection, 1)?;
    Ok(connection.execute_batch(ROWS)?)
}

fn middle(connection: &Connection) -> Result<()> {
    notes::create_at(connection, 2)?;
    let rows = ROWS.replace("body", "text").replace("NULL", "'b'");
    Ok(connection.execute_batch(&rows)?)
}

fn current(connection: &Connection) -> Result<()> {
    old(connection)?;
    notes::migrate(connection)?;
    Ok(())
}

fn unstamped(connection: &Connection) -> Result<()> {
    old(connection)?;
    Ok(connection.execute_batch("PRAGMA user_version = 0; DROP TABLE schema_history")?)
}

fn legacy(connection: &Connection) -> Result<()> {
    unstamped(connection)?;
    let sql = "DROP INDEX note_by_text; ALTER TABLE note RENAME TO memo;
        CREATE INDEX memo_by_text ON memo (body); CREATE TABLE scratch (x)";
    Ok(connection.execute_batch(sql)?)
}

fn in_wal_mode(connection: &Connection) -> Result<()> {
    old(connection)?;
    let mode: SqliteResult<String> =
        connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
    mode?;
    Ok(())
}

fn newer(connection: &Connection) -> Result<()> {
    current(connection)?;
    let sql = "PRAGMA user_version = 4; CREATE TABLE later (x);
        INSERT INTO schema_history (version, at, program, seal, readers, writers) VALUES (4, '', '', '', 1, 3)";
    Ok(connection.execute_batch(sql)?)
}
