//! The journal: which versions a file has gone through, when and by which program, and which
//! programs can still work with it.
//!
//! The table is the engine's own. It is no part of a shape, and nothing but a run writes to it.

use schema_core::{
    ddl::CreateJournal,
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
