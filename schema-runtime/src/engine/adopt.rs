//! Adoption alone: what `legacy` says is done, and nothing else.

use rusqlite::Connection;

use crate::engine::{
    data::Program,
    error::Result,
    look::{introspect, sight, whose},
    migrate::{current, settled},
    run::Run,
    terms::{Drift, Options, Outcome, Report},
};
use schema_core::shape::Timeline;

/// Does what the schema's `legacy` block says to a database without a version number. Where that says the
/// version (`version from`), the database is stamped with it, because what says it may be dropped.
///
/// # Errors
///
/// The database is another application's, locked, read-only or inside a transaction; its shape does not
/// tell its version, and nothing was renamed; or SQLite refuses a step.
pub fn adopt<'a>(connection: &Connection, program: impl Into<Program<'a>>) -> Result<Report> {
    let program = program.into();
    let schema = program.schema;
    let options = Options::default().drift(Drift::Report);
    let sight = sight::sight(connection, schema, &options)?;
    let version = sight.version;
    if let Some(report) = settled(connection, program, &options, sight)? {
        return Ok(report);
    }
    if version != 0 || introspect(connection)?.is_empty() {
        whose::check(connection, schema, version)?;
        return Ok(current(connection));
    }
    let mut run = Run::begin(connection, program, Options::default())?;
    if run.version != 0 {
        // Another program was first.
        return Ok(Report::new(run.file(), Outcome::Current));
    }
    whose::check(connection, schema, run.version)?;
    let said = run.said_version()?;
    let renamed = run.adopt_legacy(&introspect(connection)?)?;
    let (timeline, found) = (Timeline::of(schema), run.look()?);
    // What `legacy` renames and drops may be all that says which version it is, or whose.
    if let Some(version) = said {
        run.standing_at(&timeline, &found, version)?;
        let from = Some(version);
        return run.finish(version, Outcome::Adopted { from });
    }
    run.adoptable(&timeline, &found, renamed)?;
    run.finish(0, Outcome::Adopted { from: None })
}
