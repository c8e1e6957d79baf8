//! The files, run on an empty database as other programs run them.

use rusqlite::Connection;
use schema_core::{found::compare, model::Schema};
use schema_runtime::engine::introspect;

use super::File;
use crate::error::{Error, Result};

/// Runs the files in their order, each in a transaction with foreign keys on, and compares what they
/// made with what each version declares.
pub(crate) fn prove(connection: &Connection, schema: &Schema, files: &[File]) -> Result<()> {
    let failed = |file: &File, source| Error::Replay {
        file: file.name.clone(),
        source,
    };
    for file in files {
        let script = format!("PRAGMA foreign_keys = ON; BEGIN; {}\n; COMMIT", file.text);
        connection
            .execute_batch(&script)
            .map_err(|source| failed(file, source))?;
        let found = introspect(connection)?;
        let differences = compare(&schema.shape(file.version), &found);
        if !differences.is_empty() {
            return Err(Error::NotAsDeclared {
                file: file.name.clone(),
                differences: differences.iter().map(ToString::to_string).collect(),
            });
        }
    }
    Ok(())
}
