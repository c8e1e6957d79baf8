//! A whole history, run in memory by the engine that runs it in the field, with rows in every table.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{
    model::{Action, LegacyAction, Schema},
    plan::{self, Stage, Step},
    shape::{Shape, Timeline},
    sql::Name,
};

use super::{Error, Options, Outcome, Result, bring, run::Run, sow::sow};

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

/// How many instructions of SQLite's machine one statement may take: some seconds.
const INSTRUCTIONS: i32 = 100_000_000;

/// Runs a history in memory: version by version, from the first straight to the newest, and from the
/// legacy names.
///
/// A schema that relies on the application's own functions, collations or modules, or on data steps
/// in Rust, can't be run without them and is passed over.
///
/// # Errors
///
/// The first step that SQLite refuses, or the first result that is not what is declared.
pub fn rehearse(schema: &Schema) -> std::result::Result<(), Refused> {
    let runs_code = |action: &Action| matches!(action, Action::Run(_));
    let needs_program = schema
        .versions
        .iter()
        .any(|it| it.actions.iter().any(runs_code));
    if needs_program || !schema.externs.is_empty() {
        return Ok(());
    }
    let timeline = Timeline::of(schema);
    step_by_step(schema, &timeline)?;
    straight(schema, &timeline)?;
    from_legacy_names(schema)
}

/// Wraps an error with the step that it is about.
fn refused(version: i64, stages: &[Stage]) -> impl Fn(Error) -> Refused {
    move |error| {
        let step = match &error {
            Error::Step { sql, .. } => {
                let steps = stages.iter().flat_map(|stage| &stage.steps);
                steps
                    .clone()
                    .find(|step| step.to_string() == *sql)
                    .cloned()
                    .map(Box::new)
            }
            _ => None,
        };
        let error = Box::new(error);
        Refused {
            version,
            step,
            error,
        }
    }
}

/// A database in memory whose statements come to an end.
fn memory() -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    limit(&mut connection)?;
    Ok(connection)
}

fn limit(connection: &mut Connection) -> Result<()> {
    let set = connection.progress_handler(INSTRUCTIONS, Some(|| true));
    Ok(set.into_result()?)
}

/// What setting a handler gives: nothing to go wrong in older versions of rusqlite.
trait Fallible {
    fn into_result(self) -> rusqlite::Result<()>;
}

impl Fallible for () {
    fn into_result(self) -> rusqlite::Result<()> {
        Ok(self)
    }
}

impl Fallible for rusqlite::Result<()> {
    fn into_result(self) -> rusqlite::Result<()> {
        self
    }
}

/// Creates the first version and brings it to every later one, with its rows.
fn step_by_step(schema: &Schema, timeline: &Timeline) -> std::result::Result<(), Refused> {
    let connection = memory().map_err(refused(schema.first_version(), &[]))?;
    let mut before: Option<&Shape> = None;
    for shape in timeline.shapes() {
        let stages = match before {
            None => vec![plan::creation(shape)],
            Some(before) => plan::plan_from(schema, timeline, before, shape.version).stages,
        };
        run(&connection, schema, &stages, shape).map_err(refused(shape.version, &stages))?;
        let known = |table: usize| before.is_some_and(|it| it.declared_table(table).is_some());
        sow(&connection, shape, |table| !known(table.declared))
            .map_err(refused(shape.version, &stages))?;
        before = Some(shape);
    }
    Ok(())
}

/// Creates the first version and brings it to the newest in one run, as the field does.
fn straight(schema: &Schema, timeline: &Timeline) -> std::result::Result<(), Refused> {
    let newest = schema.newest_version();
    let (Some(first), Some(last)) = (timeline.shapes().first(), timeline.shapes().last()) else {
        return Ok(());
    };
    let connection = memory().map_err(refused(newest, &[]))?;
    let creation = [plan::creation(first)];
    run(&connection, schema, &creation, first).map_err(refused(first.version, &creation))?;
    sow(&connection, first, |_| true).map_err(refused(first.version, &creation))?;
    let stages = plan::plan_from(schema, timeline, first, newest).stages;
    run(&connection, schema, &stages, last).map_err(refused(newest, &stages))
}

/// Runs stages with all that a run does, and sees that rows stay.
fn run(connection: &Connection, schema: &Schema, stages: &[Stage], shape: &Shape) -> Result<()> {
    let before = rows(connection, stages.first().map(|stage| &stage.before))?;
    let mut run = Run::begin(connection, schema, Options::default())?;
    run.apply(stages)?;
    run.verify(shape)?;
    run.finish(shape.version, Outcome::Created)?;
    let moves_data = stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .any(|it| matches!(it, Step::Sql(_)));
    let after = rows(connection, Some(shape))?;
    for (table, count) in before.iter().filter(|_| !moves_data) {
        if after.get(table).is_some_and(|left| left < count) {
            let table = shape
                .declared_table(*table)
                .map_or_else(String::new, |it| it.name.clone());
            return Err(Error::RowsLost {
                version: shape.version,
                table,
            });
        }
    }
    Ok(())
}

/// The number of rows of each table.
fn rows(connection: &Connection, shape: Option<&Shape>) -> Result<HashMap<usize, i64>> {
    let tables = shape.into_iter().flat_map(|it| &it.tables);
    let counted = tables.map(|table| {
        let sql = format!("SELECT count(*) FROM main.{}", Name(&table.name));
        let count = connection.query_row(&sql, [], |row| row.get(0))?;
        Ok((table.declared, count))
    });
    counted.collect()
}

/// Gives the first version's tables their legacy names, and has the file adopted.
fn from_legacy_names(schema: &Schema) -> std::result::Result<(), Refused> {
    if schema.legacy.actions.is_empty() {
        return Ok(());
    }
    let blame = refused(0, &[]);
    let connection = memory().map_err(&blame)?;
    let first = schema.shape(schema.first_version());
    let creation = [plan::creation(&first)];
    run(&connection, schema, &creation, &first).map_err(&blame)?;
    for action in schema.legacy.actions.iter().rev() {
        let sql = match action {
            LegacyAction::RenameTable { from, to } if first.table(to).is_some() => {
                format!("ALTER TABLE {} RENAME TO {}", Name(to), Name(from))
            }
            LegacyAction::DropTable(name) => format!("CREATE TABLE {} (a)", Name(name)),
            LegacyAction::RenameTable { .. } | LegacyAction::DropIndex(_) => continue,
        };
        // Two legacy names may lead to one table; then only the first of them can be given back.
        if let Err(error) = connection.execute_batch(&sql) {
            tracing::debug!(%error, %sql, "a legacy name that can't be rehearsed");
        }
    }
    let unstamped = connection
        .execute_batch("PRAGMA user_version = 0")
        .map_err(Error::from);
    unstamped.map_err(&blame)?;
    bring(&connection, schema, &Options::default()).map_err(&blame)?;
    Ok(())
}
