//! The journal: which versions a file has gone through, when and by which program, and which
//! programs can still work with it.
//!
//! The table is the engine's own. It is no part of a shape, and nothing but a run writes to it.

use rusqlite::{Connection, OptionalExtension};

use schema_core::{
    ddl::CreateJournal,
    floor::Floor,
    model::{Entry, Schema, Version},
};

use crate::engine::{connection::in_main, terms::Outcome};

/// The statements that record the versions which a file has gone through in a run, if the schema has a
/// journal.
pub(super) fn records(schema: &Schema, version: i64, outcome: Outcome) -> Vec<String> {
    let Some(journal) = &schema.journal else {
        return Vec::new();
    };
    let after = match outcome {
        Outcome::Created => version - 1,
        Outcome::Adopted { from } => from.unwrap_or(schema.first_version()) - 1,
        Outcome::Upgraded { from } => from,
        Outcome::Current | Outcome::Repaired | Outcome::Newer { .. } => return Vec::new(),
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
/// Whatever can't be read as a journal of this schema's history says nothing.
pub(crate) fn floor(connection: &Connection, schema: &Schema, version: i64) -> Option<Floor> {
    let table = in_main(schema.journal.as_ref()?);
    let sql = format!(
        "SELECT readers, writers FROM {table} WHERE version = ?1 ORDER BY rowid DESC LIMIT 1"
    );
    let floor = connection.query_row(&sql, [version], |row| {
        Ok(Floor {
            readers: row.get(0)?,
            writers: row.get(1)?,
        })
    });
    let is_sound = |it: &Floor| 0 < it.readers && it.readers <= it.writers && it.writers <= version;
    floor
        .ok()
        .filter(is_sound)
        .filter(|_| !is_of_another_history(connection, schema, &table))
}

/// Whether the file has gone through another version with the number of the schema's newest.
fn is_of_another_history(connection: &Connection, schema: &Schema, table: &str) -> bool {
    let newest = schema.newest_version();
    let own = schema.versions.last().map(|it| &it.entry.seal);
    let sql = format!("SELECT seal FROM {table} WHERE version = ?1 ORDER BY rowid DESC LIMIT 1");
    let seal = connection.query_row(&sql, [newest], |row| row.get::<_, String>(0));
    match seal.optional() {
        Ok(seal) => seal.is_some_and(|it| own.is_none_or(|own| *own != it)),
        Err(_) => true,
    }
}
