//! The journal: which versions a file has gone through, when and by which program, and which
//! programs can still work with it.
//!
//! The table is the engine's own. It is no part of a shape, and nothing but a run writes to it.

use rusqlite::{Connection, Row};

use schema_core::{
    ddl::CreateJournal,
    floor::Floor,
    model::{Entry, Schema, Version},
    seal::disagree,
};

use crate::engine::{
    Result,
    connection::{in_main, waiting},
    error::is_about_sql,
    terms::Outcome,
};

/// The statements that record the versions which a file has gone through in a run, if the schema has a
/// journal.
pub(super) fn records(schema: &Schema, version: i64, outcome: Outcome) -> Vec<String> {
    let Some(journal) = &schema.journal else {
        return Vec::new();
    };
    let after = match outcome {
        Outcome::Created | Outcome::Repaired | Outcome::Reshaped => version - 1,
        Outcome::Adopted { from } => from.unwrap_or(schema.first_version()) - 1,
        Outcome::Upgraded { from } => from,
        Outcome::Current | Outcome::Newer { .. } => return Vec::new(),
    };
    let versions = schema.versions.iter();
    let versions = versions.filter(|it| after < it.number && it.number <= version);
    let rows: Vec<String> = versions.map(|it| row(schema, it)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let (table, rows) = (in_main(journal), rows.join(", "));
    let columns = CreateJournal::COLUMNS;
    let names = "version, at, program, seal, readers, writers";
    vec![
        format!("CREATE TABLE IF NOT EXISTS {table} {columns}"),
        format!("INSERT INTO {table} ({names}) VALUES {rows}"),
    ]
}

fn row(schema: &Schema, version: &Version) -> String {
    let Version { number, entry, .. } = version;
    let Entry {
        seal,
        readers,
        writers,
    } = entry;
    let release = schema.release.as_ref().map(ToString::to_string);
    let program = release.unwrap_or_default().replace('\'', "''");
    format!(
        "({number}, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), '{program}', '{seal}', {readers}, {writers})"
    )
}

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
