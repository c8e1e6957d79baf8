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

use super::{
    Outcome, Result, ask,
    run::{Run, in_main},
};

impl Run<'_> {
    /// Records the versions that the file has gone through in this run, if the schema has a journal.
    pub(super) fn record(&self, version: i64, outcome: Outcome) -> Result<()> {
        let Some(journal) = &self.schema.journal else {
            return Ok(());
        };
        let after = match outcome {
            Outcome::Created => version - 1,
            Outcome::Adopted { from } => from.unwrap_or(self.schema.first_version()) - 1,
            Outcome::Upgraded { from } => from,
            Outcome::Current | Outcome::Repaired | Outcome::Newer { .. } => return Ok(()),
        };
        let table = in_main(journal);
        let versions = self.schema.versions.iter();
        let versions = versions.filter(|it| after < it.number && it.number <= version);
        let rows: Vec<String> = versions.map(|it| self.row(it)).collect();
        if rows.is_empty() {
            return Ok(());
        }
        self.execute(
            &format!(
                "CREATE TABLE IF NOT EXISTS {table} {}",
                CreateJournal::COLUMNS
            ),
            version,
        )?;
        let names = "version, at, program, seal, readers, writers";
        let rows = rows.join(", ");
        self.execute(
            &format!("INSERT INTO {table} ({names}) VALUES {rows}"),
            version,
        )
    }

    fn row(&self, version: &Version) -> String {
        let Version { number, entry, .. } = version;
        let Entry {
            seal,
            readers,
            writers,
        } = entry;
        let release = self.schema.release.as_ref().map(ToString::to_string);
        let program = release.unwrap_or_default().replace('\'', "''");
        format!(
            "({number}, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), '{program}', '{seal}', {readers}, {writers})"
        )
    }
}

/// What the journal says of the programs that can work with a file at `version`.
///
/// Whatever can't be read as a journal of this schema's history says nothing.
pub(super) fn floor(connection: &Connection, schema: &Schema, version: i64) -> Option<Floor> {
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
    let seal = ask::text(connection, &sql, &[&newest]);
    match seal.optional() {
        Ok(seal) => seal.is_some_and(|it| own.is_none_or(|own| *own != it)),
        Err(_) => true,
    }
}
