//! What is done about a file that differs from its declaration.

use rusqlite::Connection;

use schema_core::{
    found::{Difference, Kind, missing_from},
    model::Schema,
    plan,
    shape::{Shape, Table},
    sql::SameWord,
};

use crate::engine::{
    connection::{file_name, is_read_only, waiting},
    data::Program,
    error::{Error, Result},
    look::{
        glance,
        whose::{self, Mark},
    },
    run::Run,
    terms::{Drift, Options, Outcome, Report, Warning},
};

/// Looks for drift in a file that is at the newest version and not simply as foreseen. Nothing is
/// written, unless to repair it; `None` if another program was first and the file is to be seen again.
pub(super) fn current(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
) -> Result<Option<Report>> {
    let report = Report::new(file_name(connection), Outcome::Current);
    if options.drift == Drift::Ignore {
        return Ok(Some(report));
    }
    let schema = program.schema;
    let shape = schema.newest_shape();
    let differences = glance::differences(connection, schema, &shape)?;
    let repairs = options.drift == Drift::Repair && differences.iter().any(is_repairable);
    let is_certain = has_whole_table(&shape, &differences) || is_marked(connection, schema)?;
    if repairs && is_certain && !is_read_only(connection)? {
        return repair(connection, program, options, &shape);
    }
    self::report(report, differences, options).map(Some)
}

/// Whether the file carries the mark that the schema declares.
fn is_marked(connection: &Connection, schema: &Schema) -> Result<bool> {
    let mark = waiting(connection, || whose::mark(connection, schema))?;
    Ok(mark == Mark::Ours)
}

/// Whether a table stands as it is declared: a name and a key may be anybody's, and then nothing is to
/// be made beside them. A schema without tables is known by its views.
fn has_whole_table(shape: &Shape, differences: &[Difference]) -> bool {
    let is_of = |it: &Difference, table: &Table| {
        let is_part = matches!(it.kind, Kind::Table | Kind::Column | Kind::Unreadable);
        is_part && it.declared.is_some() && it.object.is_same_word(&table.name)
    };
    let is_whole = |table: &Table| !differences.iter().any(|it| is_of(it, table));
    shape.tables.is_empty() || shape.tables.iter().any(|it| is_whole(it))
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
) -> Result<Option<Report>> {
    let schema = program.schema;
    let mut run = Run::begin(connection, program, options.clone())?;
    if run.version != schema.newest_version() {
        return Ok(None);
    }
    whose::check(connection, schema, run.version)?;
    let differences = glance::differences(connection, schema, shape)?;
    let (missing, others): (Vec<_>, Vec<_>) = differences.into_iter().partition(is_repairable);
    let mut standing = missing_from(shape, &missing);
    let (tables, seeds) = (&standing.tables, &mut standing.seeds);
    seeds.retain(|seed| {
        let mut names = tables.iter().map(|it| &it.name);
        names.any(|it| it.is_same_word(&seed.item.table))
    });
    run.report = report(Report::new(run.file(), Outcome::Repaired), others, options)?;
    run.note_broken(&run.look()?)?;
    run.back_up()?;
    run.apply(&[plan::between(&standing, shape)])?;
    run.check_works(&run.look()?)?;
    run.finish(shape.version, Outcome::Repaired).map(Some)
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
