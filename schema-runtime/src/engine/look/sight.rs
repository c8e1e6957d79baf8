//! What is seen of a file at first: its version and, where that is the newest, whether it is as declared.

use rusqlite::Connection;

use schema_core::model::Schema;

use super::{
    glance, journal,
    whose::{self, Mark},
};
use crate::engine::{
    connection::waiting,
    error::Result,
    terms::{Drift, Options},
};

/// A file at first sight.
pub(crate) struct Sight {
    /// The version with which it is stamped.
    pub(crate) version: i64,
    /// Whether it is ours and at the newest version, and there is no drift or nobody asks.
    pub(crate) has_no_drift: bool,
}

/// Looks at a file. Nothing is written.
pub(crate) fn sight(connection: &Connection, schema: &Schema, options: &Options) -> Result<Sight> {
    waiting(connection, || {
        let mut statement = connection.prepare("PRAGMA main.user_version")?;
        let mut rows = statement.query([])?;
        let version = match rows.next()? {
            Some(row) => row.get(0)?,
            None => 0,
        };
        let is_newest = version == schema.newest_version();
        let is_ignored = options.drift == Drift::Ignore && !options.reshape;
        // While this statement is open, the next ones need no lock of their own and see the same file.
        let has_no_drift = is_newest
            && match whose::mark(connection, schema)? {
                Mark::Theirs(_) => false,
                Mark::Undeclared | Mark::Ours if is_ignored => true,
                _ => {
                    glance::is_as_foreseen(connection, schema)?
                        && journal::another_seal(connection, schema, version)?.is_none()
                }
            };
        Ok(Sight {
            version,
            has_no_drift,
        })
    })
}
