//! The adoption of files that carry no version number: with their legacy names, with both names, and
//! with none of them.

use std::borrow::Cow;

use rusqlite::Connection;

use schema_core::{
    model::{Action, LegacyAction, Schema},
    plan::{self, Stage},
    shape::{Shape, Timeline},
    sql::Name,
};

use super::{
    bench::{Bench, Prepare},
    guard::Moved,
    rows,
    sow::{Hints, first_rows, sow},
};
use crate::engine::{
    connection::in_main,
    data::Program,
    error::{Error, RehearsalError, Rehearsed},
    migrate::upgrade,
};

/// What an unstamped file has of the names that `legacy` is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// The first version, as if the block were not there.
    None,
    /// The legacy names.
    Legacy,
    /// The legacy names, and what they lead to.
    Both,
}

/// Has files of each kind adopted, with their rows.
pub(super) fn rehearse(
    program: Program<'_>,
    timeline: &Timeline,
    prepare: Prepare<'_>,
) -> Rehearsed<()> {
    let schema = program.schema;
    let (Some(first), Some(newest)) = (timeline.shapes().first(), timeline.shapes().last()) else {
        return Ok(());
    };
    if schema.legacy.actions.is_empty() {
        return Ok(());
    }
    let stage = Stage {
        before: first.clone(),
        after: newest.clone(),
        steps: Vec::new(),
        shortcuts: Vec::new(),
    };
    let way = Way {
        stage,
        program: Program {
            schema: &without_what_is_missing(program),
            ..program
        },
        timeline,
    };
    [Names::None, Names::Legacy, Names::Both]
        .into_iter()
        .try_for_each(|names| way.adopt(names, prepare))
}

/// From the first version to the newest.
pub(super) struct Way<'a> {
    pub(super) stage: Stage,
    pub(super) program: Program<'a>,
    pub(super) timeline: &'a Timeline,
}

impl Way<'_> {
    fn adopt(&self, names: Names, prepare: Prepare<'_>) -> Rehearsed<()> {
        let first = &self.stage.before;
        let bench = Bench::new(self.program, prepare)?;
        bench.keep(&[plan::creation(first)], first)?;
        let settled = !bench.makes_up() && !moves_data(self.program.schema);
        if settled {
            let hints = Hints::of(self.program.schema);
            sow(&bench.connection, (first, &hints), |it| Ok(first_rows(it)))?;
        }
        let before = rows::before(&bench.connection, &self.stage)?;
        let doubles = self.age(&bench.connection, names)?;
        match upgrade(bench.begin()?, self.program.schema) {
            // A file in the field is refused here as well, and nothing becomes of it.
            Err(Error::WhichVersion { .. }) => return Ok(()),
            outcome => outcome?,
        };
        if settled {
            rows::check(&bench.connection, &self.stage, &before, &Moved::default())?;
        }
        doubles.iter().try_for_each(|(table, rows)| {
            if count(&bench.connection, table)? == *rows {
                return Ok(());
            }
            Err(RehearsalError::RowsLost {
                version: self.stage.after.version,
                table: table.clone(),
            })
        })
    }

    /// Makes the first version into a file as it was before the history; the legacy tables that
    /// stand beside their successors, with the number of their rows.
    pub(super) fn age(
        &self,
        connection: &Connection,
        names: Names,
    ) -> Rehearsed<Vec<(String, i64)>> {
        let mut doubles = Vec::new();
        let actions = self.program.schema.legacy.actions.iter().rev();
        for action in actions.filter(|_| names != Names::None) {
            let Some(sql) = self.undone(action, names) else {
                continue;
            };
            // Two legacy names may lead to one table; then only one of them can be given back.
            if let Err(error) = connection.execute_batch(&sql) {
                tracing::debug!(%error, %sql, "a legacy name that can't be rehearsed");
                continue;
            }
            if let (LegacyAction::RenameTable { from, .. }, Names::Both) = (action, names) {
                doubles.push((from.to_string(), count(connection, from)?));
            }
        }
        connection.execute_batch("PRAGMA user_version = 0")?;
        Ok(doubles)
    }

    fn undone(&self, action: &LegacyAction, names: Names) -> Option<String> {
        match action {
            LegacyAction::RenameTable { from, to } if names == Names::Both => {
                let (from, to) = (from.as_ref(), Name(to));
                // A name that a version gives to something else can't stand in its way.
                let mut names = self
                    .timeline
                    .shapes()
                    .iter()
                    .flat_map(Shape::relation_names);
                let is_free = !names.any(|it| it.eq_ignore_ascii_case(from));
                is_free.then(|| format!("CREATE TABLE {} AS SELECT * FROM {to}", Name(from)))
            }
            LegacyAction::RenameTable { from, to } => {
                Some(format!("ALTER TABLE {} RENAME TO {}", Name(to), Name(from)))
            }
            LegacyAction::DropTable(name) => Some(format!("CREATE TABLE {} (a)", Name(name))),
            LegacyAction::DropIndex(name) => {
                let table = self.stage.before.tables.first()?;
                let (table, column) = (&table.name, &table.columns.first()?.item.name);
                let (name, table, column) = (Name(name), Name(table), Name(column));
                Some(format!("CREATE INDEX {name} ON {table} ({column})"))
            }
        }
    }
}

/// The schema without the data steps that the program has not brought, and without its question to a
/// ledger, of which only the name is known.
fn without_what_is_missing(program: Program<'_>) -> Cow<'_, Schema> {
    let mut schema = Cow::Borrowed(program.schema);
    if schema.legacy.version_from.is_some() {
        schema.to_mut().legacy.version_from = None;
    }
    if program.missing_steps().next().is_some() {
        for version in schema.to_mut().versions.to_mut() {
            let number = version.number;
            version.actions.to_mut().retain(|it| match it {
                Action::Run(name) => program.function(number, name).is_some(),
                _ => true,
            });
        }
    }
    schema
}

fn moves_data(schema: &Schema) -> bool {
    let mut actions = schema.versions.iter().flat_map(|it| it.actions.iter());
    actions.any(|it| matches!(it, Action::Sql(_) | Action::Run(_)))
}

fn count(connection: &Connection, table: &str) -> Rehearsed<i64> {
    let sql = format!("SELECT count(*) FROM {}", in_main(table));
    Ok(connection.query_row(&sql, [], |row| row.get(0))?)
}
