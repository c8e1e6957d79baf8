//! Creating an older version, for tests of upgrades.

use rusqlite::Connection;

use crate::engine::{
    connection::file_name,
    data::Program,
    error::{Error, Result},
    look::{introspect, whose},
    run::Run,
    terms::{Options, Outcome, Report},
};
use schema_core::plan;

/// Creates an older version in an empty database.
///
/// # Errors
///
/// [`Error::UnknownVersion`], [`Error::NotEmpty`], or an error of [`migrate`](super::migrate()).
pub fn create_at<'a>(
    connection: &Connection,
    program: impl Into<Program<'a>>,
    version: i64,
) -> Result<Report> {
    let program = program.into();
    let schema = program.schema;
    if schema.version(version).is_none() {
        let newest = schema.newest_version();
        return Err(Error::UnknownVersion {
            file: file_name(connection),
            version,
            first: schema.first_version(),
            newest,
        });
    }
    let mut run = Run::begin(connection, program, Options::default())?;
    if run.version != 0 || !introspect(connection)?.is_empty() {
        return Err(Error::NotEmpty {
            file: file_name(connection),
        });
    }
    whose::check(connection, schema, run.version)?;
    let shape = schema.shape(version);
    run.apply(&[plan::creation(&shape)])?;
    run.verify(&shape)?;
    run.finish(version, Outcome::Created)
}
