//! Bringing a file to the newest version: what `migrate` and all that opens a file come to.

use std::sync::Arc;

use rusqlite::Connection;

use crate::engine::{
    connection::file_name,
    data::Program,
    drift,
    error::{Error, Result},
    look::{
        sight::{self, Sight},
        whose,
    },
    newer,
    run::Run,
    terms::{Options, Outcome, Report, Watch, Watched},
};
use schema_core::model::Schema;

/// Brings a database to the newest version: creates, adopts or upgrades it, or finds that it is there.
///
/// # Errors
///
/// The database is newer, older than the history, of another application or history, locked,
/// read-only or inside a transaction; or SQLite refuses a step, or a data step fails. It is then as
/// it was.
pub fn migrate<'a>(connection: &Connection, program: impl Into<Program<'a>>) -> Result<Report> {
    bring(connection, program, &Options::default())
}

/// Does what [`migrate`] does, as `options` say.
///
/// # Errors
///
/// Those of [`migrate`], [`Error::Drift`] under [`Drift::Refuse`](super::Drift::Refuse), and [`Error::Cancelled`].
pub fn migrate_with<'a>(
    connection: &mut Connection,
    program: impl Into<Program<'a>>,
    options: &Options,
) -> Result<Report> {
    let program = program.into();
    let sight = sight::sight(connection, program.schema, options)?;
    migrate_seen(connection, program, options, sight)
}

/// Does what [`migrate_with`] does with a file that has been looked at.
pub(super) fn migrate_seen(
    connection: &mut Connection,
    program: Program<'_>,
    options: &Options,
    sight: Sight,
) -> Result<Report> {
    let watch = options.progress.clone().map(Watch::new);
    let connection = Watched::new(connection, watch.as_ref())?;
    let outcome = bring_seen(&connection, program, options, watch.as_ref(), sight);
    // What SQLite says when it is interrupted is not what the caller wants to hear.
    let cancelled = watch.and_then(|it| it.cancelled(&file_name(&connection)));
    outcome.map_err(|error| cancelled.unwrap_or(error))
}

pub(super) fn bring<'a>(
    connection: &Connection,
    program: impl Into<Program<'a>>,
    options: &Options,
) -> Result<Report> {
    let program = program.into();
    let sight = sight::sight(connection, program.schema, options)?;
    bring_seen(connection, program, options, None, sight)
}

fn bring_seen(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
    watch: Option<&Arc<Watch>>,
    sight: Sight,
) -> Result<Report> {
    let schema = program.schema;
    if let Some(report) = settled(connection, program, options, sight)? {
        return Ok(report);
    }
    let mut run = Run::begin(connection, program, options.clone())?;
    run.watch = watch.map(Arc::clone);
    let version = run.version;
    if !is_older(connection, schema, version)? {
        // Another program was first.
        drop(run);
        let sight = sight::sight(connection, schema, options)?;
        return bring_seen(connection, program, options, watch, sight);
    }
    upgrade(run, schema)
}

/// The report on a file about which there is nothing to say.
pub(super) fn current(connection: &Connection) -> Report {
    Report::new(file_name(connection), Outcome::Current)
}

/// What becomes of a file that is at the newest version or beyond it; `None` for an older one.
pub(super) fn settled(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
    Sight {
        version,
        has_no_drift,
    }: Sight,
) -> Result<Option<Report>> {
    let schema = program.schema;
    if has_no_drift {
        return Ok(Some(current(connection)));
    }
    let newest = schema.newest_version();
    // A run looks whose file it is when it has the lock.
    if version != 0 && !(schema.first_version()..newest).contains(&version) {
        whose::check(connection, schema, version)?;
    }
    if is_older(connection, schema, version)? {
        return Ok(None);
    }
    if version == newest {
        let report = drift::current(connection, program, options)?;
        let again = || bring(connection, program, options);
        return report.map_or_else(again, Ok).map(Some);
    }
    newer::newer(connection, schema, options, version).map(Some)
}

/// Brings the file of a run that has begun to the newest version.
pub(super) fn upgrade(mut run: Run<'_>, schema: &Schema) -> Result<Report> {
    let start = run.find_start()?;
    let goal = start.goal(schema);
    run.apply(&start.stages(schema))?;
    run.verify(&goal)?;
    run.note_own()?;
    run.finish(schema.newest_version(), start.outcome)
}

/// Whether the file has an upgrade before it.
pub(super) fn is_older(connection: &Connection, schema: &Schema, found: i64) -> Result<bool> {
    let first = schema.first_version();
    if found != 0 && found < first {
        return Err(Error::TooOld {
            file: file_name(connection),
            found,
            first,
        });
    }
    Ok(found < schema.newest_version())
}
