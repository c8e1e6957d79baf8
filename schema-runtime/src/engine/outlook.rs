//! What a run would do to a file, without doing it.

use std::{cell::RefCell, mem};

use rusqlite::Connection;

use schema_core::{
    found::Difference,
    plan::{BESIDE_PREFIX, Held, Stage, Step, is_scan},
    sql::SameWord,
};

use crate::engine::{
    ask,
    connection::{in_main, refused},
    data::Program,
    error::Result,
    look::sight::sight,
    migrate::{is_older, settled},
    run::{Run, Witness},
    terms::{Drift, Options, Outcome, Report, Warning},
};

/// What a run would do to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outlook {
    /// The file, or `:memory:`.
    pub file: String,
    /// The version that it is stamped with; 0 for none.
    pub version: i64,
    /// What would become of it.
    pub outcome: Outcome,
    /// The steps, in order.
    pub steps: Vec<PlannedStep>,
    /// What the caller should know.
    pub warnings: Vec<Warning>,
    /// What a file that needs no upgrade has beside the declaration.
    pub undeclared: Vec<Difference>,
}

/// A step that a run would do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedStep {
    /// The version that the step leads to; 0 for the adoption of legacy names.
    pub version: i64,
    /// What the step would do, in a few words.
    pub what: String,
    /// The statement. A data step in Rust has none: then it is a comment that names the function.
    pub sql: String,
    /// How its duration grows.
    pub effort: Effort,
}

/// How the duration of a step grows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effort {
    /// It does not: only the schema is written.
    Instant,
    /// With the rows of a table, of which there are now so many.
    Rows(u64),
    /// As the SQL or the function decides that the schema has for it.
    Unknown,
}

/// What a run would do to a database.
///
/// Nothing is changed. Only a file without a version number is written to for a moment, under the
/// lock, because what its names come to shows when they have been given; that is then rolled back.
///
/// # Errors
///
/// Those of [`migrate`](super::migrate()) that come before its first step.
pub fn outlook<'a>(connection: &Connection, program: impl Into<Program<'a>>) -> Result<Outlook> {
    let program = program.into();
    // Nothing may be written, so what a file lacks is only told.
    let options = Options::default().drift(Drift::Report);
    let sight = sight(connection, program.schema, &options)?;
    let version = sight.version;
    if let Some(report) = settled(connection, program, &options, sight)? {
        return Ok(Outlook::of(report, version, Vec::new()));
    }
    let scribe = Scribe::new(connection);
    let mut run = Run::begin_outlook(connection, program)?;
    run.witness = Some(&scribe);
    if !is_older(connection, program.schema, run.version)? {
        // Another program was first.
        drop(run);
        return outlook(connection, program);
    }
    let start = run.find_start()?;
    let empty = Report::new(run.file(), start.outcome);
    let mut report = mem::replace(&mut run.report, empty);
    report.outcome = start.outcome;
    let mut steps = scribe.steps(&report)?;
    let stages = start.stages(program.schema);
    for stage in &stages {
        let stage = &*run.fitted(stage)?;
        for step in &stage.steps {
            steps.push(PlannedStep {
                version: stage.version_of(program.schema, step),
                what: step.summary(),
                sql: step.to_string(),
                effort: planned(connection, step, stage, stages.first())?,
            });
        }
    }
    Ok(Outlook::of(report, run.version, steps))
}

impl Outlook {
    fn of(report: Report, version: i64, steps: Vec<PlannedStep>) -> Self {
        Self {
            file: report.file,
            version,
            outcome: report.outcome,
            steps,
            warnings: report.warnings,
            undeclared: report.undeclared,
        }
    }
}

/// Writes down the steps that have to be done to see the rest, with the rows that they found.
#[derive(Debug)]
struct Scribe<'a> {
    connection: &'a Connection,
    seen: RefCell<Vec<(String, Result<Effort>)>>,
}

impl<'a> Scribe<'a> {
    fn new(connection: &'a Connection) -> Self {
        let seen = RefCell::default();
        Self { connection, seen }
    }

    /// What was seen, with the versions of the report.
    fn steps(&self, report: &Report) -> Result<Vec<PlannedStep>> {
        let seen = self.seen.take().into_iter().zip(&report.steps);
        let steps = seen.map(|((sql, effort), done)| {
            Ok(PlannedStep {
                version: done.version,
                what: done.what.clone(),
                sql,
                effort: effort?,
            })
        });
        steps.collect()
    }
}

impl Witness for Scribe<'_> {
    fn before(&self, step: &Step) {
        let effort = match rows_of(step) {
            Some(table) => count(self.connection, table).map(Effort::Rows),
            None => Ok(without_rows(step)),
        };
        self.seen.borrow_mut().push((step.to_string(), effort));
    }

    fn after(&self, _step: &Step) {}
}

/// The effort of a step of a stage, on the rows that the file has before the first one.
fn planned(
    connection: &Connection,
    step: &Step,
    stage: &Stage,
    first: Option<&Stage>,
) -> Result<Effort> {
    if let Step::HoldRows(held) | Step::HandOnRows(held) = step {
        return of_held(connection, held, stage, first);
    }
    let Some(name) = rows_of(step) else {
        return Ok(without_rows(step));
    };
    if let Step::DropTable(name) = step
        && let Some(effort) = of_dropped(connection, name, stage, first)?
    {
        return Ok(effort);
    }
    let table = stage.after.table(name).or_else(|| stage.before.table(name));
    let stands = first.zip(table);
    let stands = stands.and_then(|(first, it)| first.before.declared_table(it.declared));
    match stands {
        Some(table) => count(connection, &table.name).map(Effort::Rows),
        None => Ok(Effort::Instant),
    }
}

/// The effort of dropping a virtual table, or what held its rows meanwhile.
fn of_dropped(
    connection: &Connection,
    name: &str,
    stage: &Stage,
    first: Option<&Stage>,
) -> Result<Option<Effort>> {
    let mut held = stage.steps.iter().filter_map(|it| match it {
        Step::HoldRows(held) => Some(held),
        _ => None,
    });
    if let Some(held) = held.find(|it| name.strip_prefix(BESIDE_PREFIX) == Some(it.table.as_str()))
    {
        return of_held(connection, held, stage, first).map(Some);
    }
    let mut tables = stage.before.virtual_tables.iter();
    let Some(table) = tables.find(|it| it.item.name.is_same_word(name)) else {
        return Ok(None);
    };
    let stood = first
        .into_iter()
        .flat_map(|it| it.before.virtual_tables.iter());
    let mut stood = stood.filter(|it| it.declared == table.declared && it.item.has_own_rows());
    // What has no rows of its own may have an index all the same.
    let unknown = table.item.is_full_text().then_some(Effort::Unknown);
    Ok(stood.next().map_or(unknown, |it| {
        // Its module may be the application's.
        let rows = count(connection, &it.item.name);
        Some(rows.map_or(Effort::Unknown, Effort::Rows))
    }))
}

/// The effort of giving a virtual table another form: what it holds now, or as a query decides.
fn of_held(
    connection: &Connection,
    held: &Held,
    stage: &Stage,
    first: Option<&Stage>,
) -> Result<Effort> {
    if !held.is_copy {
        return Ok(Effort::Unknown);
    }
    let mut stood = stage.before.virtual_tables.iter();
    let old = stood.find(|it| it.item.name.is_same_word(&held.table));
    let stands = first.zip(old).and_then(|(first, old)| {
        // An older form of it may stand in the file.
        let mut tables = first.before.virtual_tables.iter();
        tables.find(|it| it.declared == old.declared || it.item.name.is_same_word(&held.table))
    });
    match stands {
        Some(table) => count(connection, &table.item.name).map(Effort::Rows),
        None => Ok(Effort::Unknown),
    }
}

/// The table whose rows a step goes through.
fn rows_of(step: &Step) -> Option<&str> {
    match step {
        Step::CopyRows(copy) => Some(&copy.from),
        Step::CreateIndex { table, .. }
        | Step::DropColumn { table, .. }
        | Step::DropTable(table) => Some(table),
        Step::AddColumn { table, column } if is_scan(table, column) => Some(&table.name),
        _ => None,
    }
}

/// The effort of a step that goes through the rows of no table that is known.
fn without_rows(step: &Step) -> Effort {
    match step {
        Step::Sql(_)
        | Step::Run(_)
        | Step::FillFullText(_)
        | Step::HoldRows(_)
        | Step::HandOnRows(_) => Effort::Unknown,
        _ => Effort::Instant,
    }
}

fn count(connection: &Connection, table: &str) -> Result<u64> {
    let sql = format!("SELECT count(*) FROM {}", in_main(table));
    let count = ask::number(connection, &sql, &[]);
    let count = count.map_err(refused(connection))?;
    Ok(u64::try_from(count).unwrap_or_default())
}
