//! Runs plans on SQLite: the order of a run.
//!
//! ```text
//! migrate ─► sight: the version, and whether all is as foreseen
//!            version equal?   ─► whose, drift                       nothing is written
//!            version newer?   ─► whose, newer: what the journal allows   likewise
//!            Run::begin       ─► settings saved, BEGIN IMMEDIATE, version read again
//!              whose          ─► is it ours?
//!              empty          ─► plan::creation
//!              unstamped      ─► legacy, then recognise
//!              stamped        ─► recognise, or what stands early
//!            apply            ─► each step of each stage
//!            verify           ─► compare, foreign keys, views and triggers
//!            Run::finish      ─► journal, stamp, COMMIT, settings restored
//! ```
//!
//! A run that is dropped before `finish` is rolled back, and the settings are restored all the same.

mod apply;
mod ask;
mod backup;
mod beforehand;
mod calls;
mod carry;
pub mod data;
mod drift;
mod error;
mod externs;
mod fallible;
mod foreign_keys;
mod glance;
mod image;
mod introspect;
mod journal;
mod legacy;
mod newer;
mod open;
mod options;
mod outlook;
mod place;
mod progress;
mod prune;
#[cfg(feature = "rehearsal")]
mod rehearse;
mod report;
mod run;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod seen;
mod settings;
mod shadow;
mod sight;
mod start;
mod typed;
mod verify;
mod whose;
mod witness;

use std::sync::Arc;

use rusqlite::Connection;

use schema_core::{model::Schema, plan, shape::Timeline};

#[cfg(feature = "rehearsal")]
pub use self::rehearse::{Refused, Rehearsal, rehearse, rehearse_from, rehearse_with};
pub use self::{
    backup::{Backup, Occasion},
    data::{DataFunction, Misuse, Moved, Program},
    error::{Error, FailedRow, Result, Violation, WithCauses},
    image::Image,
    introspect::introspect,
    open::{open, open_with},
    options::{Drift, Options},
    outlook::{Effort, Outlook, PlannedStep, outlook},
    progress::{Observer, Progress},
    report::{Outcome, Report, RowCounts, StepReport, Warning},
    typed::At,
};
use self::{
    progress::{Watch, Watched},
    run::Run,
    sight::Sight,
};

/// The oldest SQLite that can run a schema, as SQLite writes its version number.
pub const OLDEST_SQLITE: i32 = 3_037_000;

/// Brings a database to the newest version: creates, adopts or upgrades it, or finds that it is there.
///
/// # Errors
///
/// The database is newer, older than the history, of another application or history, locked,
/// read-only or inside a transaction; or SQLite refuses a step, or a data step fails. It is then as
/// it was.
pub fn migrate<'a>(connection: &Connection, program: impl Into<Program<'a>>) -> Result<Report> {
    bring(connection, program.into(), &Options::default())
}

/// Does what [`migrate`] does, as `options` say.
///
/// # Errors
///
/// Those of [`migrate`], [`Error::Drift`] under [`Drift::Refuse`], and [`Error::Cancelled`].
pub fn migrate_with<'a>(
    connection: &mut Connection,
    program: impl Into<Program<'a>>,
    options: &Options,
) -> Result<Report> {
    migrate_program(connection, program.into(), options)
}

/// Does what [`migrate_with`] does. It is compiled here, and not in every program.
fn migrate_program(
    connection: &mut Connection,
    program: Program<'_>,
    options: &Options,
) -> Result<Report> {
    let sight = sight::sight(connection, program.schema, options)?;
    migrate_seen(connection, program, options, sight)
}

/// Does what [`migrate_with`] does with a file that has been looked at.
fn migrate_seen(
    connection: &mut Connection,
    program: Program<'_>,
    options: &Options,
    sight: Sight,
) -> Result<Report> {
    let watch = options.progress.clone().map(Watch::new);
    let connection = Watched::new(connection, watch.as_ref())?;
    let outcome = bring_seen(&connection, program, options, watch.as_ref(), sight);
    // What SQLite says when it is interrupted is not what the caller wants to hear.
    let cancelled = watch.and_then(|it| it.cancelled(&run::file_name(&connection)));
    outcome.map_err(|error| cancelled.unwrap_or(error))
}

fn bring(connection: &Connection, program: Program<'_>, options: &Options) -> Result<Report> {
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
fn current(connection: &Connection) -> Report {
    Report::new(run::file_name(connection), Outcome::Current)
}

/// What becomes of a file that is at the newest version or beyond it; `None` for an older one.
fn settled(
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
        return drift::current(connection, program, options).map(Some);
    }
    newer::newer(connection, schema, options, version).map(Some)
}

/// Brings the file of a run that has begun to the newest version.
fn upgrade(mut run: Run<'_>, schema: &Schema) -> Result<Report> {
    let start = run.find_start()?;
    let goal = start.goal(schema);
    run.apply(&start.stages(schema))?;
    run.verify(&goal)?;
    run.finish(schema.newest_version(), start.outcome)
}

/// Whether the file has an upgrade before it.
fn is_older(connection: &Connection, schema: &Schema, found: i64) -> Result<bool> {
    let first = schema.first_version();
    if found != 0 && found < first {
        return Err(Error::TooOld {
            file: run::file_name(connection),
            found,
            first,
        });
    }
    Ok(found < schema.newest_version())
}

/// Does what the schema's `legacy` block says to a database without a version number.
///
/// # Errors
///
/// The database is another application's, locked, read-only or inside a transaction; its shape does not
/// tell its version, and nothing was renamed; or SQLite refuses a step.
pub fn adopt<'a>(connection: &Connection, program: impl Into<Program<'a>>) -> Result<Report> {
    adopt_program(connection, program.into())
}

fn adopt_program(connection: &Connection, program: Program<'_>) -> Result<Report> {
    let schema = program.schema;
    let options = Options::default();
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
    if !run.adopt_legacy(&introspect(connection)?)? {
        // What `legacy` drops may be all that says which version it is.
        run.unstamped(&Timeline::of(schema), &run.look()?, false)?;
    }
    run.finish(0, Outcome::Adopted { from: None })
}

/// Creates an older version in an empty database.
///
/// # Errors
///
/// [`Error::UnknownVersion`], [`Error::NotEmpty`], or an error of [`migrate`].
pub fn create_at<'a>(
    connection: &Connection,
    program: impl Into<Program<'a>>,
    version: i64,
) -> Result<Report> {
    create_program_at(connection, program.into(), version)
}

fn create_program_at(
    connection: &Connection,
    program: Program<'_>,
    version: i64,
) -> Result<Report> {
    let schema = program.schema;
    if schema.version(version).is_none() {
        let newest = schema.newest_version();
        return Err(Error::UnknownVersion {
            file: run::file_name(connection),
            version,
            first: schema.first_version(),
            newest,
        });
    }
    let mut run = Run::begin(connection, program, Options::default())?;
    if run.version != 0 || !introspect(connection)?.is_empty() {
        return Err(Error::NotEmpty {
            file: run::file_name(connection),
        });
    }
    whose::check(connection, schema, run.version)?;
    let shape = schema.shape(version);
    run.apply(&[plan::creation(&shape)])?;
    run.verify(&shape)?;
    run.finish(version, Outcome::Created)
}
