//! What is done about a file that differs from its declaration.

use rusqlite::Connection;

use schema_core::{
    found::{Difference, Kind, missing_from},
    plan,
    shape::Shape,
};

use super::{
    Drift, Error, Options, Outcome, Program, Report, Result, Warning, bring, glance,
    run::{Run, file_name, is_read_only},
};

/// Looks for drift in a file that is at the newest version and not simply as foreseen. Nothing is
/// written, unless to repair it.
pub(super) fn current(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
) -> Result<Report> {
    let report = Report::new(file_name(connection), Outcome::Current);
    let shape = program.schema.newest_shape();
    let differences = glance::differences(connection, program.schema, &shape)?;
    let repairs = options.drift == Drift::Repair && differences.iter().any(is_repairable);
    if repairs && !is_read_only(connection)? {
        return repair(connection, program, options, &shape);
    }
    self::report(report, differences, options)
}

/// Whether a difference can be mended without touching rows.
fn is_repairable(difference: &Difference) -> bool {
    let is_whole = !matches!(
        difference.kind,
        Kind::Column | Kind::Constraint | Kind::Unreadable
    );
    is_whole && difference.is_missing()
}

/// Makes the objects again that the file lacks. What differs otherwise is left as it is.
fn repair(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
    shape: &Shape,
) -> Result<Report> {
    let schema = program.schema;
    let mut run = Run::begin(connection, program, options.clone())?;
    if run.version != schema.newest_version() {
        // Another program was first.
        drop(run);
        return bring(connection, program, options);
    }
    let differences = glance::differences(connection, schema, shape)?;
    let (missing, others): (Vec<_>, Vec<_>) = differences.into_iter().partition(is_repairable);
    let mut standing = missing_from(shape, &missing);
    let (tables, seeds) = (&standing.tables, &mut standing.seeds);
    seeds.retain(|seed| {
        let mut names = tables.iter().map(|it| &it.name);
        names.any(|it| it.eq_ignore_ascii_case(&seed.item.table))
    });
    run.report = report(Report::new(run.file(), Outcome::Repaired), others, options)?;
    run.note_broken(&run.look()?)?;
    run.back_up()?;
    run.apply(&[plan::between(&standing, shape)])?;
    run.check_works(&run.look()?)?;
    run.finish(shape.version, Outcome::Repaired)
}

/// Warns of differences in what is declared, or refuses the file for them.
pub(super) fn report(
    mut report: Report,
    differences: Vec<Difference>,
    options: &Options,
) -> Result<Report> {
    let (undeclared, differences): (Vec<_>, Vec<_>) =
        differences.into_iter().partition(Difference::is_extra);
    if options.drift == Drift::Refuse && !differences.is_empty() {
        return Err(Error::Drift {
            file: report.file,
            differences,
        });
    }
    let warnings = differences.into_iter().map(Warning::Drift);
    report.warnings.extend(warnings);
    report.undeclared = undeclared;
    Ok(report)
}
