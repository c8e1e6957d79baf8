//! Files that a newer program has written, and those that a program of this schema can still use.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use schema_core::{floor::Floor, model::Schema};

use crate::engine::{
    connection::{file_name, is_read_only},
    error::{Error, Result},
    judge,
    look::{glance, journal},
    terms::{Drift, Options, Outcome, Report, open_prepared},
};

/// What the program finds in a newer file that it can work with.
///
/// # Errors
///
/// [`Error::TooNew`] if it can't, [`Error::ReadersOnly`] if it could only read and would write.
pub(super) fn newer(
    connection: &Connection,
    schema: &Schema,
    options: &Options,
    found: i64,
) -> Result<Report> {
    let newest = schema.newest_version();
    let file = file_name(connection);
    let floor = journal::floor(connection, schema, found)?;
    let Some(Floor { writers, .. }) = floor.filter(|it| it.readers <= newest) else {
        return Err(Error::TooNew {
            file,
            found,
            newest,
            needed: floor.map(|it| it.readers),
        });
    };
    let read_only = newest < writers;
    if read_only && !is_read_only(connection)? {
        return Err(Error::ReadersOnly {
            file,
            found,
            newest,
            needed: writers,
        });
    }
    let outcome = Outcome::Newer {
        version: found,
        read_only,
    };
    let report = Report::new(file, outcome);
    if options.drift == Drift::Ignore {
        return Ok(report);
    }
    let mut differences = glance::differences(connection, schema, &schema.newest_shape())?;
    // What the newer version has beside is its own business.
    differences.retain(|it| it.declared.is_some());
    judge::judge_newer(schema, report, differences, options)
}

/// Opens a file to be read only.
pub(super) fn open_to_read(path: &Path, options: &Options) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open_prepared(path, flags, options.prepare.as_ref())
}
