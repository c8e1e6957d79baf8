//! A file for the demonstration: an `objects.db` from before version numbers.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rusqlite_schema::rusqlite::{self, Connection};

/// The tables and indexes, in the words of the program that made such files.
const TABLES: &str = include_str!("demo/tables.sql");

/// Rows in every table.
const ROWS: &str = include_str!("demo/rows.sql");

/// Why the file was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Something stands there already.
    #[error("`{}` is there already\nhelp: name another folder, or move the file away", .0.display())]
    Exists(PathBuf),
    /// The file could not be made.
    #[error("could not make `{}`\nhelp: see that its folder is there and can be written to", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// SQLite could not fill the file.
    #[error("could not fill `{}`\nhelp: see that there is room on the disk, or name another folder", .path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

/// Writes a legacy `objects.db` to `path`, where nothing may stand.
///
/// # Errors
///
/// When something stands at `path`, or the file can't be written.
pub fn write_legacy(path: &Path) -> Result<(), Error> {
    create(path)?;
    fill(path).map_err(|source| {
        // Half a file would be in the way of the next try; that it can't go is the lesser news.
        fs::remove_file(path).ok();
        Error::Sqlite {
            path: path.to_owned(),
            source,
        }
    })
}

/// Makes an empty file, which is an empty database. Nobody else can have made it in between.
fn create(path: &Path) -> Result<(), Error> {
    match File::create_new(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Exists(path.to_owned()))
        }
        Err(source) => Err(Error::File {
            path: path.to_owned(),
            source,
        }),
    }
}

fn fill(path: &Path) -> rusqlite::Result<()> {
    let mut conn = Connection::open(path)?;
    let transaction = conn.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(ROWS)?;
    transaction.commit()
}
