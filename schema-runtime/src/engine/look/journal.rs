//! What the journal of a file says: which programs can work with it, and what its versions were.

use rusqlite::{Connection, Row};

use schema_core::{floor::Floor, model::Schema, seal::disagree};

use crate::engine::{
    connection::{in_main, waiting},
    error::{Result, is_about_sql},
};

/// What the journal says of the programs that can work with a file at `version`.
///
/// Whatever is no journal of this schema's history says nothing.
///
/// # Errors
///
/// SQLite can't read the file.
pub(crate) fn floor(
    connection: &Connection,
    schema: &Schema,
    version: i64,
) -> Result<Option<Floor>> {
    let Some(journal) = &schema.journal else {
        return Ok(None);
    };
    let table = in_main(journal);
    let floor = waiting(connection, || {
        last_row(connection, &table, "readers, writers", version, |row| {
            Ok(Floor {
                readers: row.get(0)?,
                writers: row.get(1)?,
            })
        })
    })?;
    let is_sound = |it: &Floor| 0 < it.readers && it.readers <= it.writers && it.writers <= version;
    let Said::This(floor) = floor else {
        return Ok(None);
    };
    let is_ours = is_sound(&floor) && !is_of_another_history(connection, schema, &table)?;
    Ok(is_ours.then_some(floor))
}

/// The program that took the file through another version with this number, if one did.
///
/// A version without a seal is a draft, which may be another one every day. Where the journal says
/// nothing of the version, or in another edition, the file's shape has to tell.
pub(crate) fn another_seal(
    connection: &Connection,
    schema: &Schema,
    version: i64,
) -> rusqlite::Result<Option<String>> {
    let sealed = schema.version(version).filter(|it| it.is_sealed());
    let (Some(journal), Some(own)) = (&schema.journal, sealed) else {
        return Ok(None);
    };
    let table = in_main(journal);
    let row = last_row(connection, &table, "seal, program", version, |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let Said::This((seal, program)) = row else {
        return Ok(None);
    };
    Ok(disagree(&own.entry.seal, &seal).then_some(program))
}

/// Whether the file has gone through another version with the number of the schema's newest.
fn is_of_another_history(connection: &Connection, schema: &Schema, table: &str) -> Result<bool> {
    let newest = schema.newest_version();
    let own = schema.versions.last().map(|it| it.entry.seal.as_ref());
    let seal = waiting(connection, || {
        last_row(connection, table, "seal", newest, |row| {
            row.get::<_, String>(0)
        })
    })?;
    Ok(match seal {
        Said::This(seal) => own.is_none_or(|own| disagree(own, &seal)),
        Said::Nothing => false,
        Said::Unreadable => true,
    })
}

/// What a journal says of a version.
enum Said<T> {
    This(T),
    Nothing,
    /// It is no table of such columns, or has other values in them.
    Unreadable,
}

/// Reads the last row of a version.
fn last_row<T>(
    connection: &Connection,
    table: &str,
    columns: &str,
    version: i64,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Said<T>> {
    let sql =
        format!("SELECT {columns} FROM {table} WHERE version = ?1 ORDER BY rowid DESC LIMIT 1");
    match connection.query_row(&sql, [version], read) {
        Ok(row) => Ok(Said::This(row)),
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(Said::Nothing),
        Err(error) if is_about_sql(&error) || is_about_value(&error) => Ok(Said::Unreadable),
        Err(error) => Err(error),
    }
}

/// Whether a value is of another type than was asked for.
fn is_about_value(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
    )
}
