//! Completion as an entry of its own: at every start, and in a transaction of the caller's.

use rusqlite::Connection;

use schema_core::{
    found::Candidate,
    plan::{Stage, Step},
    shape::{Shape, Timeline},
};

use crate::engine::{
    data::Program,
    error::{Error, Result},
    judge,
    look::{sight, whose},
    migrate::{current, settled},
    run::{Run, seed_stands},
    terms::{Drift, Options, Outcome, Report},
};

/// Brings a database to the newest version by adding alone, also in a transaction of the caller's, and
/// restores what is missing there: tables, columns, indexes, triggers, views and seeds.
///
/// What `legacy` and `until` name is renamed and dropped, at any version. Rows are neither copied nor
/// altered. A second call changes nothing.
///
/// # Errors
///
/// The database is newer, older than the history, of another application or history, locked or read-only;
/// it can't be brought there without copying or altering rows; or SQLite refuses a step. It is then as it
/// was, and the caller's transaction goes on.
pub fn complete<'a>(connection: &Connection, program: impl Into<Program<'a>>) -> Result<Report> {
    let program = program.into();
    let schema = program.schema;
    let newest = schema.newest_version();
    let options = Options::default().drift(Drift::Repair);
    let sight = sight::sight(connection, schema, &options)?;
    if sight.version > newest {
        let report = settled(connection, program, &options, sight)?;
        return Ok(report.unwrap_or_else(|| current(connection)));
    }
    if sight.has_no_drift && missing_seeds(connection, &schema.newest_shape())?.is_empty() {
        return Ok(current(connection));
    }
    let mut run = Run::begin_within(connection, program, options)?;
    whose::check(connection, schema, run.version)?;
    let outcome = if run.version < newest {
        run.upgrade_by_adding()?
    } else {
        run.restore()?
    };
    if run.report.steps.is_empty() && run.version == newest {
        return Ok(run.report.clone());
    }
    run.finish(newest, outcome)
}

impl Run<'_> {
    /// Brings an older file to the newest version.
    fn upgrade_by_adding(&mut self) -> Result<Outcome> {
        if self.version != 0 {
            let found = self.look()?;
            self.adopt_legacy(&found)?;
        }
        let start = self.find_start()?;
        let stages = start.stages(self.schema);
        self.check_adds(&stages)?;
        self.apply(&stages)?;
        let goal = start.goal(self.schema);
        self.plant_missing(&goal)?;
        self.verify(&goal)?;
        Ok(start.outcome)
    }

    /// Restores what a file at the newest version lacks.
    fn restore(&mut self) -> Result<Outcome> {
        let (schema, newest) = (self.schema, self.schema.newest_version());
        let found = self.look()?;
        self.note_broken(&found)?;
        self.adopt_legacy(&found)?;
        let found = self.look()?;
        let timeline = Timeline::since(schema, newest);
        let candidate = Candidate::of(schema, &timeline, &found, newest);
        let (report, rest) = (self.report.clone(), candidate.differences.clone());
        let options = &self.options;
        self.report = judge::judge(self.connection, schema, report, rest, options)?;
        if self.may_complete(&candidate)? {
            self.warn_of_additions(&candidate.missing);
            self.apply(&[candidate.completion()])?;
        }
        self.plant_missing(&schema.newest_shape())?;
        self.check_works(&self.look()?)?;
        Ok(Outcome::Repaired)
    }

    /// Plants the seeds whose rows are not there. Where another row has a seed's unique value, nothing is done.
    fn plant_missing(&mut self, shape: &Shape) -> Result<()> {
        for seed in missing_seeds(self.connection, shape)? {
            let before = self.connection.total_changes();
            self.apply(&[Stage {
                before: shape.clone(),
                after: shape.clone(),
                steps: vec![seed],
                shortcuts: Vec::new(),
            }])?;
            if self.connection.total_changes() == before {
                self.report.steps.pop();
            }
        }
        Ok(())
    }

    /// Refuses steps that copy or alter rows.
    fn check_adds(&self, stages: &[Stage]) -> Result<()> {
        let mut steps = stages.iter().flat_map(|it| &it.steps);
        match steps.find(|it| it.moves_rows()) {
            None => Ok(()),
            Some(step) => Err(Error::NeedsUpgrade {
                file: self.file(),
                version: self.version,
                step: step.summary(),
            }),
        }
    }
}

/// What plants the seeds whose rows are not there. One that doesn't give its primary key can't be told.
fn missing_seeds(connection: &Connection, shape: &Shape) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    for seed in shape.seeds.iter() {
        if seed_stands(connection, &seed.item, shape)? == Some(false) {
            steps.push(Step::Seed(seed.item.clone()));
        }
    }
    Ok(steps)
}
