//! A whole history, run in memory by the engine that runs it in the field, with rows in every table.
//!
//! ```text
//! rehearse ─► stand_in: what can be rehearsed without the program
//!             parts:    of many tables, a few at a time
//!             step by step, on one database that comes all the way
//!               rows:     what the declaration keeps is still there
//!               sow:      rows for the tables that are new
//!               straight: the stage that goes on from here at once, taken back afterwards
//!               fresh:    what the version touched, created anew
//!             from the legacy names
//! ```

mod bench;
mod excerpt;
mod files;
mod fresh;
mod guard;
mod known;
mod legacy;
mod parts;
mod rows;
mod sow;
mod stand_in;
mod straight;
mod threads;

use std::{collections::BTreeSet, ops::RangeInclusive};

use rusqlite::Connection;

use crate::{
    model::Schema,
    plan::{self, Stage, Step},
    shape::{ColumnLine, Shape, Table, Timeline},
};

pub use self::files::rehearse_from;
use self::{
    bench::{Bench, Prepare},
    excerpt::excerpt,
    fresh::Fresh,
    parts::Parts,
    sow::FIRST_ROWS,
    straight::Straight,
};
use super::{Error, Program, Result, run::in_main};

/// What the rehearsal of a history came upon.
#[derive(Debug)]
pub struct Refused {
    /// The version that was to be reached; 0 for the adoption of unstamped files.
    pub version: i64,
    /// The step that SQLite refuses, if one is to blame.
    pub step: Option<Box<Step>>,
    /// What is wrong.
    pub error: Box<Error>,
}

/// What a rehearsal that came to its end has seen, and what it could not see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rehearsal {
    /// The SQLite that it ran on, as SQLite writes its version number.
    pub sqlite: i32,
    /// What was left out or stood in for, because only the program has it, each in a few words.
    pub unseen: Vec<String>,
    /// The tables for which no row could be guessed, those that say `unrehearsed` not among them.
    pub unsown: Vec<String>,
}

/// Runs a history in memory: version by version, from versions straight to later ones where that is
/// something else, and from the legacy names.
///
/// What an application would bring is stood in for, or left out: the result says what.
///
/// # Errors
///
/// The first step that SQLite refuses, or the first result that is not what is declared.
pub fn rehearse(schema: &Schema) -> std::result::Result<Rehearsal, Refused> {
    rehearse_on(schema.into(), None)
}

/// Does what [`rehearse`] does on connections that the program has prepared, with its data steps, and
/// asks for rows.
///
/// # Errors
///
/// Those of [`rehearse`], and [`Error::NotSown`] where no row could be guessed for a table.
pub fn rehearse_with<'a>(
    program: impl Into<Program<'a>>,
    prepare: &dyn Fn(&Connection) -> rusqlite::Result<()>,
) -> Result<Rehearsal> {
    let rehearsal = rehearse_on(program.into(), Some(prepare)).map_err(|refused| *refused.error)?;
    if rehearsal.unsown.is_empty() {
        return Ok(rehearsal);
    }
    Err(Error::NotSown {
        tables: rehearsal.unsown,
    })
}

/// What is done to connections that need nothing.
const NOTHING: Prepare<'static> = &|_| Ok(());

fn rehearse_on(
    program: Program<'_>,
    prepared: Option<Prepare<'_>>,
) -> std::result::Result<Rehearsal, Refused> {
    let prepare = prepared.unwrap_or(NOTHING);
    let first = program.schema.first_version();
    let part = part(program, prepare).map_err(refused(first, &[]))?;
    let timeline = Timeline::of(&part.schema);
    let program = Program {
        schema: &part.schema,
        ..program
    };
    let mut unsown = match Parts::of(&part.schema, &timeline) {
        Some(parts) => part_by_part(program, &parts, prepared)?,
        None => step_by_step(program, &timeline, straight::MOST, prepare)?,
    };
    legacy::rehearse(program, &timeline, prepare).map_err(refused(0, &[]))?;
    unsown.sort_unstable();
    unsown.dedup();
    Ok(Rehearsal {
        sqlite: rusqlite::version_number(),
        unseen: part.unseen,
        unsown,
    })
}

fn part<'a>(program: Program<'a>, prepare: Prepare<'_>) -> Result<stand_in::Part<'a>> {
    let connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    stand_in::part(&connection, program)
}

/// Wraps an error with the step that it is about.
fn refused(version: i64, stages: &[Stage]) -> impl Fn(Error) -> Refused {
    move |error| {
        let step = match &error {
            Error::Step { sql, .. } => {
                let mut steps = stages.iter().flat_map(|stage| &stage.steps);
                steps.find(|step| step.to_string() == *sql)
            }
            _ => None,
        };
        Refused {
            version,
            step: step.cloned().map(Box::new),
            error: Box::new(error),
        }
    }
}

/// Does with each part of a schema what [`step_by_step`] does with one that is not as large; on several
/// threads, unless the program has to prepare the connections.
fn part_by_part(
    program: Program<'_>,
    parts: &Parts,
    prepared: Option<Prepare<'_>>,
) -> std::result::Result<Vec<String>, Refused> {
    let groups = parts.groups();
    let one = |own: &BTreeSet<usize>, prepare: Prepare<'_>| {
        let schema = &excerpt(program.schema, parts, own);
        let part = Program { schema, ..program };
        let timeline = Timeline::of(schema);
        step_by_step(part, &timeline, straight::MOST_OF_A_PART, prepare)
    };
    let unsown: Vec<Vec<String>> = match prepared {
        Some(prepare) => groups.iter().map(|own| one(own, prepare)).collect(),
        None => threads::map(&groups, |own| one(own, NOTHING)),
    }?;
    Ok(unsown.into_iter().flatten().collect())
}

/// Creates the first version and brings it to every later one, with its rows; the tables for which
/// no row could be guessed.
fn step_by_step(
    program: Program<'_>,
    timeline: &Timeline,
    most: usize,
    prepare: Prepare<'_>,
) -> std::result::Result<Vec<String>, Refused> {
    let schema = program.schema;
    let first = schema.first_version();
    let bench = Bench::new(program, prepare).map_err(refused(first, &[]))?;
    let fresh = Fresh::new(bench.beside(prepare).map_err(refused(first, &[]))?);
    let ways = ways(schema, timeline);
    let mut straight = Straight::new(schema, timeline, &ways, most);
    let mut unsown = Vec::new();
    let mut failed = None;
    for (at, (shape, way)) in timeline.shapes().iter().zip(&ways).enumerate() {
        let blame = refused(shape.version, way);
        bench.keep(way, shape).map_err(&blame)?;
        examine(&bench.connection, way).map_err(&blame)?;
        fresh.create(timeline, at).map_err(&blame)?;
        straight.arrive(&bench, shape)?;
        let missed = sow(&bench.connection, way).map_err(&blame)?;
        let wanted = missed.iter().filter_map(|it| schema.tables.get(*it));
        let wanted = wanted.filter(|it| !it.unrehearsed);
        unsown.extend(wanted.map(|it| it.name.to_string()));
        // A step of one version alone is the better one to blame.
        let departed = straight.depart(&bench, shape);
        failed = failed.or(departed.err());
    }
    failed.map_or(Ok(unsown), Err)
}

/// The stages to each version from the one before.
fn ways(schema: &Schema, timeline: &Timeline) -> Vec<Vec<Stage>> {
    let shapes = timeline.shapes();
    let creation = shapes.first().map(|it| vec![plan::creation(it)]);
    let steps = shapes.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(plan::plan_from(schema, timeline, before, after.version).stages),
        _ => None,
    });
    creation.into_iter().chain(steps).collect()
}

/// Whether two versions differ in a table.
fn is_touched(before: &Shape, table: &std::sync::Arc<Table>) -> bool {
    let old = before.declared_table(table.declared);
    old.is_none_or(|old| !std::sync::Arc::ptr_eq(old, table))
}

/// Whether a stage has data steps. Which tables these write to is known only when they have run.
fn moves_data(stage: &Stage) -> bool {
    let mut steps = stage.steps.iter();
    steps.any(|it| matches!(it, Step::Sql(_) | Step::Run(_)))
}

/// Has SQLite look through the tables that a way has touched.
fn examine(connection: &Connection, way: &[Stage]) -> Result<()> {
    for stage in way {
        let moves_data = moves_data(stage);
        for table in &stage.after.tables {
            if moves_data || is_touched(&stage.before, table) {
                check_integrity(connection, stage.after.version, &table.name)?;
            }
        }
    }
    Ok(())
}

/// Refuses a table whose rows break its own conditions, or whose indexes don't fit them.
fn check_integrity(connection: &Connection, version: i64, table: &str) -> Result<()> {
    let sql = "SELECT * FROM pragma_integrity_check(?1) LIMIT 1";
    let problem: String = connection.query_row(sql, [table], |row| row.get(0))?;
    if problem == "ok" {
        return Ok(());
    }
    let table = table.to_owned();
    Err(Error::Damaged {
        version,
        table,
        problem,
    })
}

/// No table gets more rows than this.
const MOST_ROWS: usize = 4;

#[expect(clippy::reversed_empty_ranges, reason = "the numbers of no rows")]
const NO_ROWS: RangeInclusive<usize> = 1..=0;

/// Puts rows into the tables that are new, that have new columns, or from which a data step took
/// them; the tables for which none could be guessed.
fn sow(connection: &Connection, way: &[Stage]) -> Result<Vec<usize>> {
    let mut unsown = Vec::new();
    for stage in way {
        let moves_data = moves_data(stage);
        let wanted = |new: &Table| {
            let Some(old) = stage.before.declared_table(new.declared) else {
                return Ok(FIRST_ROWS);
            };
            let came = |it: &ColumnLine| old.column_by_identity(it.identity).is_none();
            let gains = new.columns.iter().any(came);
            let rows = if moves_data || gains {
                count(connection, new)?
            } else {
                MOST_ROWS
            };
            Ok(match rows {
                0 if moves_data => FIRST_ROWS,
                // A row that has values in the new columns.
                1..MOST_ROWS if gains => rows + 1..=rows + 1,
                _ => NO_ROWS,
            })
        };
        unsown.extend(sow::sow(connection, &stage.after, wanted)?);
    }
    Ok(unsown)
}

fn count(connection: &Connection, table: &Table) -> Result<usize> {
    let sql = format!("SELECT count(*) FROM {}", in_main(&table.name));
    let rows: u32 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(usize::try_from(rows).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests;
