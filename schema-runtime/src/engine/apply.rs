//! Running the steps of a plan.

use std::time::Instant;

use rusqlite::ErrorCode;

use schema_core::{
    model::Seed,
    plan::{Copy, Stage, Step},
    shape::Shape,
    sql::{Name, SameWord},
};

use super::{
    Error, Result, StepReport, Warning, ask, foreign_keys,
    run::{Run, in_main, refused},
};

impl Run<'_> {
    /// Runs the stages, each with the foreign keys that it can break.
    pub(super) fn apply(&mut self, stages: &[Stage]) -> Result<()> {
        for stage in stages {
            let stage = &*self.fitted(stage)?;
            let concerned = foreign_keys::concerned(self.connection, stage)
                .map_err(refused(self.connection))?;
            let before = foreign_keys::before(self.connection, &concerned)
                .map_err(refused(self.connection))?;
            let carried = self.carry(stage)?;
            for step in &stage.steps {
                self.apply_step(step, stage.after.version)?;
                if let Step::Seed(seed) = step {
                    self.note_seed(seed, step, &stage.after)?;
                }
            }
            self.bring_back(&carried, stage.after.version)?;
            let violations = foreign_keys::new(self.connection, &concerned, &before)
                .map_err(refused(self.connection))?;
            if !violations.is_empty() {
                return Err(Error::ForeignKeys {
                    file: self.file(),
                    violations,
                });
            }
        }
        Ok(())
    }

    /// Runs one step that leads to `version`.
    pub(super) fn apply_step(&mut self, step: &Step, version: i64) -> Result<()> {
        self.check_transaction()?;
        let begun = Instant::now();
        let what = step.summary();
        if let Some(watch) = &self.watch {
            watch.step(&self.file(), version, what.clone())?;
        }
        self.settings
            .double_quoted_strings(self.connection, step.rereads_schema())?;
        let rows = match step {
            Step::Run(call) => Some(self.witnessed(step, || self.call(call, version))?),
            Step::CopyRows(copy) if self.is_filled(copy, version)? => None,
            _ => {
                let sql = step.to_string();
                self.witnessed(step, || self.execute(&sql, version))?;
                tracing::debug!(version, %sql, "step done");
                None
            }
        };
        self.report.steps.push(StepReport {
            version,
            what,
            duration: begun.elapsed(),
            rows,
        });
        Ok(())
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
        if self.filled.borrow_mut().remove(&copy.to) {
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

    /// Runs statements that lead to `version`.
    pub(super) fn execute(&self, sql: &str, version: i64) -> Result<()> {
        self.check_transaction()?;
        let asked = Instant::now();
        let failed = |source| match Error::sqlite(self.file(), asked.elapsed(), source) {
            Error::Sqlite { file, source } => self.refused_step(file, version, sql, source),
            other => other,
        };
        self.connection.execute_batch(sql).map_err(failed)
    }

    /// What SQLite's refusal of a step means: to an older one, it may just be news.
    fn refused_step(
        &self,
        file: String,
        version: i64,
        sql: &str,
        source: rusqlite::Error,
    ) -> Error {
        let running = rusqlite::version_number();
        let newer = self.schema.rehearsed_on.filter(|it| *it > running);
        match (Error::step(file, version, sql.to_owned(), source), newer) {
            (
                Error::Step {
                    file,
                    version,
                    sql,
                    source,
                },
                Some(rehearsed_on),
            ) if is_about_sql(&source) => Error::OlderSqlite {
                file,
                version,
                sql,
                running,
                rehearsed_on,
                source: Box::new(source),
            },
            (error, _) => error,
        }
    }

    /// Warns of a seed that was not planted although its key is free.
    fn note_seed(&mut self, seed: &Seed, step: &Step, shape: &Shape) -> Result<()> {
        if self.connection.changes() > 0 || self.has_key(seed, shape)? {
            return Ok(());
        }
        let (table, sql) = (seed.table.to_string(), step.to_string());
        self.report.warnings.push(Warning::SeedTaken { table, sql });
        Ok(())
    }

    /// Whether a row has the seed's primary key.
    fn has_key(&self, seed: &Seed, shape: &Shape) -> Result<bool> {
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
            return Ok(false);
        };
        let table = in_main(&seed.table);
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {table} WHERE {})",
            conditions.join(" AND ")
        );
        ask::is_so(self.connection, &sql, &[]).map_err(refused(self.connection))
    }
}

/// Whether a statement was not understood; what the file has can't be to blame.
pub(super) fn is_about_sql(source: &rusqlite::Error) -> bool {
    matches!(source, rusqlite::Error::SqlInputError { .. })
        || source.sqlite_error_code() == Some(ErrorCode::Unknown)
}
