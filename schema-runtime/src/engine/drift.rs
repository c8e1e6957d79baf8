//! What is done about a file that differs from its declaration.

use rusqlite::Connection;

use schema_core::{found::Difference, model::Schema};

use crate::engine::{
    complete,
    connection::{file_name, is_read_only, waiting},
    data::Program,
    error::Result,
    judge::{self, is_open_draft, judge},
    look::{glance, journal},
    reshape,
    terms::{Drift, Options, Outcome, Report},
};

/// Looks for drift in a file that is at the newest version and not simply as foreseen. Nothing is
/// written, unless to add what is missing or to reshape; `None` if another program was first and the
/// file is to be seen again.
pub(super) fn current(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
) -> Result<Option<Report>> {
    let schema = program.schema;
    let report = Report::new(file_name(connection), Outcome::Current);
    if options.drift == Drift::Ignore && !options.reshape {
        return Ok(Some(report));
    }
    let newest = schema.newest_version();
    let another = waiting(connection, || {
        journal::another_seal(connection, schema, newest)
    })?;
    let differences = glance::differences(connection, schema, &schema.newest_shape())?;
    let differs = differences.iter().any(|it| !it.is_extra() || it.blocks);
    let is_written = !is_read_only(connection)?;
    if is_written && options.reshape && (differs || another.is_some()) {
        return reshape::reshape(connection, program, options);
    }
    let report = judge::judge_seal(report, newest, another, options)?;
    let is_changed = differs && is_written;
    let lacks = differences.iter().any(Difference::is_missing);
    if is_changed && lacks && completes(schema, options) {
        return complete::complete(connection, program, options);
    }
    judge(connection, schema, report, differences, options).map(Some)
}

/// Whether what a file lacks is added.
fn completes(schema: &Schema, options: &Options) -> bool {
    match options.drift {
        Drift::Repair => true,
        Drift::RefuseUnusable => is_open_draft(schema, options),
        Drift::Report | Drift::Refuse | Drift::Ignore => false,
    }
}
