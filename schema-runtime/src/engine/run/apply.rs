//! Running the steps of a plan.

use rusqlite::Connection;

use schema_core::{
    model::Seed,
    plan::{Copy, Stage, Step},
    shape::Shape,
    sql::{Name, SameWord},
};

use super::{
    foreign_keys::{self, Dangling},
    rows,
    run::Run,
};
use crate::engine::{
    ask,
    clock::Begun,
    connection::{in_main, refused},
    error::{Error, Result},
    terms::{RowCounts, StepReport, Warning},
};

impl Run<'_> {
    /// Runs the stages, each with the foreign keys that it can break.
    pub(crate) fn apply(&mut self, stages: &[Stage]) -> Result<()> {
        for stage in stages {
            let stage = &*self.fitted(stage)?;
            let concerned = foreign_keys::concerned(self.connection, stage)
                .map_err(refused(self.connection))?;
            let before = foreign_keys::before(self.connection, &concerned)
                .map_err(refused(self.connection))?;
            let carried = self.carry(stage)?;
            for step in &stage.steps {
                let dropped = dropped_by(step, stage);
                let rows = dropped.map(|it| self.rows_of(it)).transpose()?.flatten();
                let version = stage.version_of(self.schema, step);
                self.apply_step(step, version)?;
                self.note_dropped(rows);
                if let Step::Seed(seed) = step {
                    self.note_seed(seed, step, &stage.after)?;
                }
            }
            self.bring_back(&carried, stage)?;
            let Dangling { new, stood } =
                foreign_keys::dangling(self.connection, &concerned, &before)
                    .map_err(refused(self.connection))?;
            if !new.is_empty() {
                return Err(Error::ForeignKeys {
                    file: self.file(),
                    violations: new,
                });
            }
            self.left.note(stage, stood);
        }
        Ok(())
    }

    /// Runs one step that leads to `version`.
    pub(super) fn apply_step(&mut self, step: &Step, version: i64) -> Result<()> {
        self.transaction.check()?;
        let begun = Begun::now();
        let what = step.summary();
        if let Some(watch) = &self.watch {
            watch.step(&self.file(), version, what.clone())?;
        }
        self.transaction
            .double_quoted_strings(step.rereads_schema())?;
        let before = self.connection.total_changes();
        let rows = match step {
            Step::Run(call) => {
                let call = || {
                    let watch = self.watch.as_deref();
                    let step = (call, version);
                    self.program
                        .call(self.connection, step, watch, &self.filled)
                };
                Some(self.witnessed(step, call)?)
            }
            Step::CopyRows(copy) if self.is_filled(copy, version)? => None,
            _ => {
                let sql = step.to_string();
                let outcome = self.witnessed(step, || self.execute(&sql, version));
                outcome.map_err(|error| rows::named(self.connection, step, error))?;
                tracing::debug!(version, %sql, "step done");
                self.handed_on(step)
            }
        };
        self.report.steps.push(StepReport {
            version,
            what,
            duration: begun.elapsed(),
            rows,
            dropped: None,
            changed: matches!(step, Step::Sql(_))
                .then(|| self.connection.total_changes().saturating_sub(before)),
        });
        Ok(())
    }

    /// How many rows a table has; `None` for a virtual table, whose module may not be able to say.
    pub(super) fn rows_of(&self, table: &str) -> Result<Option<u64>> {
        let virtual_table = "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type = 'table' \
             AND name = ?1 COLLATE NOCASE AND sql LIKE 'CREATE VIRTUAL %')";
        let count = || {
            if ask::is_so(self.connection, virtual_table, &[&table])? {
                return Ok(None);
            }
            let sql = format!("SELECT count(*) FROM {}", in_main(table));
            let rows = ask::number(self.connection, &sql, &[])?;
            Ok(u64::try_from(rows).ok())
        };
        count().map_err(refused(self.connection))
    }

    /// Adds to the last step how many rows went with the table that it dropped.
    pub(super) fn note_dropped(&mut self, rows: Option<u64>) {
        if let Some(step) = self.report.steps.last_mut() {
            step.dropped = rows;
        }
    }

    /// The rows that a virtual table of another form has got.
    fn handed_on(&self, step: &Step) -> Option<RowCounts> {
        let written = self.connection.changes();
        matches!(step, Step::HandOnRows(_)).then(|| RowCounts {
            read: written,
            written,
            ..RowCounts::default()
        })
    }

    /// Does a step before the eyes of whoever looks on.
    fn witnessed<T>(&self, step: &Step, run: impl FnOnce() -> T) -> T {
        let Some(witness) = self.witness else {
            return run();
        };
        witness.before(step);
        let outcome = run();
        witness.after(step);
        outcome
    }

    /// Whether a data step has moved the rows; they can't be copied where columns would be left
    /// without a value.
    fn is_filled(&self, copy: &Copy, version: i64) -> Result<bool> {
        if self.filled.take(&copy.to) {
            return Ok(true);
        }
        if copy.unfilled.is_empty() {
            return Ok(false);
        }
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", in_main(&copy.from));
        let has_rows = ask::is_so(self.connection, &sql, &[]);
        if has_rows.map_err(refused(self.connection))? {
            return Err(Error::NotFilled {
                file: self.file(),
                version,
                table: copy.from.clone(),
                columns: copy.unfilled.clone(),
            });
        }
        Ok(false)
    }

    /// Warns of a seed that was not planted although its key is free.
    fn note_seed(&mut self, seed: &Seed, step: &Step, shape: &Shape) -> Result<()> {
        let stands = || seed_stands(self.connection, seed, shape);
        if self.connection.changes() > 0 || stands()? == Some(true) {
            return Ok(());
        }
        let (table, sql) = (seed.table.to_string(), step.to_string());
        self.report.warnings.push(Warning::SeedTaken { table, sql });
        Ok(())
    }
}

/// The table that a step drops for good: one that is rebuilt goes, too, but its rows stay.
fn dropped_by<'a>(step: &'a Step, stage: &Stage) -> Option<&'a str> {
    let Step::DropTable(name) = step else {
        return None;
    };
    let table = stage.before.table(name)?;
    let goes = stage.after.declared_table(table.declared).is_none();
    goes.then_some(name)
}

/// Whether a row has the seed's primary key; `None` if the seed doesn't give one.
pub(crate) fn seed_stands(
    connection: &Connection,
    seed: &Seed,
    shape: &Shape,
) -> Result<Option<bool>> {
    let key = shape
        .table(&seed.table)
        .and_then(|table| table.primary_key());
    let value = |name: &str| {
        let mut values = seed.values.iter();
        let value = values.find(|(column, _)| column.is_same_word(name))?;
        Some(format!("{} = {}", Name(name), value.1))
    };
    let names = key.map_or(&[][..], |key| &key.columns);
    let conditions: Option<Vec<String>> = names.iter().map(|name| value(name)).collect();
    let Some(conditions) = conditions.filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let table = in_main(&seed.table);
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM {table} WHERE {})",
        conditions.join(" AND ")
    );
    let stands = ask::is_so(connection, &sql, &[]);
    stands.map(Some).map_err(refused(connection))
}
