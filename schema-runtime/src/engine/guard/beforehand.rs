//! What a connection and its file must be like before a run.

use rusqlite::Connection;

use schema_core::{model::Schema, plan::RESERVED_PREFIX, shape::Timeline, sql::SameWord};

use crate::engine::{
    ask,
    connection::{file_name, read_number, refused},
    error::{Error, Result},
    place::Place,
};

/// The oldest SQLite that can run a schema, as SQLite writes its version number.
pub const OLDEST_SQLITE: i32 = 3_037_000;

pub(crate) fn check_library(connection: &Connection) -> Result<()> {
    if rusqlite::version_number() >= OLDEST_SQLITE {
        return Ok(());
    }
    let (major, minor) = (OLDEST_SQLITE / 1_000_000, OLDEST_SQLITE / 1000 % 1000);
    let needed = format!("{major}.{minor}.0");
    Err(Error::SqliteTooOld {
        file: file_name(connection),
        found: rusqlite::version().to_owned(),
        needed,
    })
}

/// Refuses a file that SQLite would take for an empty one because it is too short for a header.
pub(crate) fn check_header(connection: &Connection) -> Result<()> {
    // In this order, because another program may be creating the file at this moment.
    let is_there = file_length(connection) > 0;
    if is_there && read_number(connection, "page_count")? == 0 {
        return Err(not_a_database(connection));
    }
    Ok(())
}

/// How SQLite keeps what it may have to take back. Only under the lock is it settled, because another
/// connection may turn a file to a log.
pub(crate) fn journal_mode(connection: &Connection) -> Result<String> {
    let mode = ask::text(connection, "PRAGMA main.journal_mode", &[]);
    let mode = mode.map_err(refused(connection))?;
    Ok(mode.to_ascii_lowercase())
}

/// Refuses to write where SQLite could not take back what a run that fails has written.
///
/// In memory, too: what a rollback leaves there is undefined.
pub(crate) fn check_rollback(connection: &Connection, journal: &str) -> Result<()> {
    if journal == "off" {
        let file = file_name(connection);
        return Err(Error::NoRollback { file });
    }
    Ok(())
}

/// Refuses a file whose last page is cut off, which SQLite finds out only when it reads that page.
///
/// Only under the lock is the length settled, and in WAL mode not even then.
pub(crate) fn check_length(connection: &Connection, journal: &str) -> Result<()> {
    let length = file_length(connection);
    let pages = read_number(connection, "page_count")?;
    let whole = pages.saturating_mul(read_number(connection, "page_size")?);
    let is_cut = length > 0 && i64::try_from(length).is_ok_and(|length| length < whole);
    if is_cut && journal != "wal" {
        return Err(not_a_database(connection));
    }
    Ok(())
}

/// The length of the main file in bytes; 0 if there is none, or it can't be told where it is.
fn file_length(connection: &Connection) -> u64 {
    let place = Place::of(connection);
    let file = place.path().and_then(|path| std::fs::metadata(path).ok());
    file.map_or(0, |it| it.len())
}

fn not_a_database(connection: &Connection) -> Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
    let source = rusqlite::Error::SqliteFailure(code, None);
    Error::NotADatabase {
        file: file_name(connection),
        source,
    }
}

/// TEMP objects take what is meant for `main`, and TEMP triggers fire even with triggers turned off.
pub(crate) fn check_temp_objects(connection: &Connection, schema: &Schema) -> Result<()> {
    let all = temp_objects(connection).map_err(refused(connection))?;
    if all.is_empty() {
        return Ok(());
    }
    let timeline = Timeline::of(schema);
    let legacy = schema.legacy.names();
    let is_ours = |name: &str| {
        timeline
            .shapes()
            .iter()
            .any(|it| it.relation_names().any(|it| it.is_same_word(name)))
            || legacy.iter().any(|it| it.is_same_word(name))
            || schema.journal.iter().any(|it| it.is_same_word(name))
            || name.starts_with(RESERVED_PREFIX)
    };
    let names: Vec<String> = all
        .into_iter()
        .filter(|(name, table)| is_ours(name) || is_ours(table))
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        Ok(())
    } else {
        Err(Error::TempObjects {
            file: file_name(connection),
            names,
        })
    }
}

fn temp_objects(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let sql = "SELECT name, tbl_name FROM temp.sqlite_schema";
    let mut objects = Vec::new();
    ask::each(connection, sql, &[], &mut |row| {
        objects.push((row.get(0)?, row.get(1)?));
        Ok(())
    })?;
    Ok(objects)
}
