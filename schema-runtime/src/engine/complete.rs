//! Adding what a file at the newest version lacks, where that touches no rows.

use rusqlite::Connection;

use schema_core::{
    found::{Candidate, compare},
    shape::Timeline,
};

use crate::engine::{
    data::Program,
    error::Result,
    judge,
    look::whose,
    run::Run,
    terms::{Options, Outcome, Report},
};

/// Adds what the file lacks. What differs otherwise is left as it is, and judged as the options say.
/// `None` if another program was first.
pub(super) fn complete(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
) -> Result<Option<Report>> {
    let schema = program.schema;
    let newest = schema.newest_version();
    let mut run = Run::begin(connection, program, options.clone())?;
    if run.version != newest {
        return Ok(None);
    }
    whose::check(connection, schema, newest)?;
    let found = run.look()?;
    let timeline = Timeline::since(schema, newest);
    let candidate = Candidate::of(schema, &timeline, &found, newest);
    let completion = candidate.completion();
    let report = |outcome| Report::new(run.file(), outcome);
    let is_draft = judge::is_open_draft(schema, options) && candidate.has_half_a_table();
    if completion.steps.is_empty() || !(is_draft || run.may_complete(&candidate)?) {
        let differences = compare(&candidate.shape, &found);
        return judge::judge(
            connection,
            schema,
            report(Outcome::Current),
            differences,
            options,
        )
        .map(Some);
    }
    let (outcome, rest) = (Outcome::Repaired, candidate.differences.clone());
    run.report = judge::judge(connection, schema, report(outcome), rest, options)?;
    run.note_broken(&found)?;
    run.back_up()?;
    run.warn_of_additions(&candidate.missing);
    run.apply(&[completion])?;
    run.check_works(&run.look()?)?;
    run.finish(newest, outcome).map(Some)
}
