//! What is asked of SQLite everywhere in the engine.

use std::time::Duration;

use rusqlite::Connection;

use crate::engine::{
    ask,
    clock::Begun,
    error::{Error, Result},
    place::{Place, with_suffix},
};
use schema_core::sql::Name;

/// Turns SQLite's refusal into an error that names the file.
pub(super) fn refused(connection: &Connection) -> impl FnOnce(rusqlite::Error) -> Error {
    |source| of_file(connection, Duration::ZERO, source)
}

/// What only a run that fails comes to, so nobody else looks for the name.
#[cold]
#[inline(never)]
fn of_file(connection: &Connection, waited: Duration, source: rusqlite::Error) -> Error {
    Error::sqlite(file_name(connection), waited, source)
}

/// Asks SQLite for something for which it may have to wait until another connection is done.
pub(super) fn waiting<T>(
    connection: &Connection,
    ask: impl FnOnce() -> rusqlite::Result<T>,
) -> Result<T> {
    let asked = Begun::now();
    ask().map_err(|source| of_file(connection, asked.elapsed(), source))
}

/// The path of the main file as it can be shown, or `:memory:`.
pub(super) fn file_name(connection: &Connection) -> String {
    Place::of(connection).to_string()
}

/// Whether something may stand in a log beside the file. An empty log goes when the file is closed.
pub(super) fn has_log(connection: &Connection) -> bool {
    match Place::of(connection) {
        Place::Memory => false,
        Place::File(path) => {
            std::fs::metadata(with_suffix(&path, "-wal")).is_ok_and(|it| it.len() > 0)
        }
        Place::Untold(_) => true,
    }
}

/// Whether the connection can't write to the main file.
pub(super) fn is_read_only(connection: &Connection) -> Result<bool> {
    connection.is_readonly(c"main").map_err(refused(connection))
}

/// The version with which the file is stamped. Nothing is written.
pub(super) fn user_version(connection: &Connection) -> Result<i64> {
    read_number(connection, "user_version")
}

pub(super) fn read_number(connection: &Connection, pragma: &str) -> Result<i64> {
    let sql = format!("PRAGMA main.{pragma}");
    waiting(connection, || ask::number(connection, &sql, &[]))
}

/// How a statement names an object of the file.
pub(super) fn in_main(name: &str) -> String {
    format!("main.{}", Name(name))
}

/// What setting a handler gives: in older versions of rusqlite, nothing that could go wrong.
pub(super) trait Fallible {
    fn into_result(self) -> rusqlite::Result<()>;
}

impl Fallible for () {
    fn into_result(self) -> rusqlite::Result<()> {
        Ok(self)
    }
}

impl Fallible for rusqlite::Result<()> {
    fn into_result(self) -> rusqlite::Result<()> {
        self
    }
}
