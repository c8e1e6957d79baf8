//! The three databases under the names of the hand-written module that applications call.
//!
//! At every start, for each file: [`check_schema_compat`], then its `run_…` function, then
//! [`stamp_version`]. The second run changes nothing. Any of them may be called in a transaction of the
//! caller's.

use rusqlite_schema::rusqlite::{self, Connection, Transaction, TransactionBehavior};

pub use crate::objects::{
    DEAD_TABLE_DROPS, LEGACY_INDEX_DROPS, LEGACY_TABLE_RENAMES, WSTORE_OTYPES,
};
use crate::{filestore, objects, sagas};

/// The version with which `objects.db` is stamped.
pub const OBJECT_SCHEMA_VERSION: i64 = objects::VERSION;

/// The version with which `filestore.db` is stamped.
pub const FILESTORE_SCHEMA_VERSION: i64 = filestore::VERSION;

/// The version with which `sagas.db` is stamped.
pub const SAGA_LOG_SCHEMA_VERSION: i64 = sagas::VERSION;

/// Why a file was not brought to this program's version.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file was written by a program that is newer than this one.
    #[error(
        "`{db}` is at version {found}, and this program knows versions up to {expected}\n\
         help: update this program, or restore a copy of the file from before its upgrade"
    )]
    SchemaTooNew {
        /// The file, or the label that the caller gave.
        db: String,
        /// The version with which the file is stamped.
        found: i64,
        /// The newest version that this program knows.
        expected: i64,
    },
    /// The file could not be created, adopted or upgraded.
    #[error(transparent)]
    Schema(rusqlite_schema::Error),
    /// SQLite could not read or write the stamp.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// What the functions of this module return.
pub type Result<T> = std::result::Result<T, Error>;

impl From<rusqlite_schema::Error> for Error {
    fn from(error: rusqlite_schema::Error) -> Self {
        match error {
            rusqlite_schema::Error::TooNew {
                file,
                found,
                newest,
                ..
            } => Self::SchemaTooNew {
                db: file,
                found,
                expected: newest,
            },
            other => Self::Schema(other),
        }
    }
}

/// Initialises or re-validates `objects.db`: adopts, creates, upgrades and seeds it, restores what is
/// missing, and drops the dead tables.
///
/// # Errors
///
/// When the file is newer, is not WaveStore's, or can't be brought to this version.
pub fn run_object_schema(conn: &Connection) -> Result<()> {
    objects::complete(conn)?;
    Ok(())
}

/// Initialises or re-validates `filestore.db`.
///
/// # Errors
///
/// When the file is newer, is not WaveStore's, or can't be brought to this version.
pub fn run_filestore_migrations(conn: &Connection) -> Result<()> {
    filestore::complete(conn)?;
    Ok(())
}

/// Initialises or re-validates `sagas.db`.
///
/// # Errors
///
/// When the file is newer, is not WaveStore's, or can't be brought to this version.
pub fn run_saga_log_migrations(conn: &Connection) -> Result<()> {
    sagas::complete(conn)?;
    Ok(())
}

/// Renames the legacy tables of `objects.db` and drops the listed indexes and dead tables.
///
/// On a fresh or current file it changes nothing.
///
/// # Errors
///
/// When the file is newer, is not WaveStore's, or can't be written.
pub fn adopt_legacy_table_names(conn: &Connection) -> Result<()> {
    objects::adopt(conn)?;
    Ok(())
}

/// Refuses a file that is newer than `current`, without writing to it.
///
/// # Errors
///
/// [`Error::SchemaTooNew`] when the file is newer, or when its stamp can't be read.
pub fn check_schema_compat(conn: &Connection, current: i64, db_label: &str) -> Result<()> {
    let found = stamp(conn)?;
    if found > current {
        return Err(Error::SchemaTooNew {
            db: db_label.to_owned(),
            found,
            expected: current,
        });
    }
    Ok(())
}

/// Stamps the file with `current`. A file that has the stamp already is not written to.
///
/// # Errors
///
/// [`Error::SchemaTooNew`] when the file is newer, or when it can't be written.
pub fn stamp_version(conn: &Connection, current: i64) -> Result<()> {
    let db = label(conn);
    check_schema_compat(conn, current, &db)?;
    if stamp(conn)? == current {
        return Ok(());
    }
    if !conn.is_autocommit() {
        return write_stamp(conn, current);
    }
    let transaction = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    // A newer program may have been here before the lock, and its stamp must not be lowered.
    check_schema_compat(&transaction, current, &db)?;
    write_stamp(&transaction, current)?;
    transaction.commit()?;
    Ok(())
}

fn stamp(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(Some("main"), "user_version", |row| row.get(0))?)
}

fn write_stamp(conn: &Connection, version: i64) -> Result<()> {
    Ok(conn.pragma_update(Some("main"), "user_version", version)?)
}

/// What to call the file of a connection in an error.
fn label(conn: &Connection) -> String {
    match conn.path() {
        Some("") => "the database in memory".to_owned(),
        Some(path) => path.to_owned(),
        None => "a file whose name isn't UTF-8".to_owned(),
    }
}
