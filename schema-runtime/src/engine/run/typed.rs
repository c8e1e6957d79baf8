//! The run, step by step, with the version in the type.

use std::marker::PhantomData;

use rusqlite::Connection;

use schema_core::{
    plan,
    shape::{Shape, Timeline},
};

use super::{run::Run, start::Start};
use crate::engine::{
    connection::file_name,
    data::Program,
    error::{Error, Result},
    terms::{Options, Outcome, Report},
};

/// A transaction in which the database is at version `VERSION`. Dropped, it is rolled back.
///
/// `Tag` tells the schemas of a program apart.
#[derive(Debug)]
pub struct At<'connection, Tag, const VERSION: i64> {
    run: Run<'connection>,
    timeline: Timeline,
    shape: Shape,
    from: i64,
    tag: PhantomData<fn() -> Tag>,
}

impl<'connection, Tag, const VERSION: i64> At<'connection, Tag, VERSION> {
    /// Begins the transaction for a database at `VERSION`.
    ///
    /// # Errors
    ///
    /// [`Error::OtherVersion`] if it is at another version; it is not what it is stamped as, locked,
    /// read-only or inside a transaction.
    pub fn begin(
        connection: &'connection Connection,
        program: impl Into<Program<'connection>>,
    ) -> Result<Self> {
        let mut run = Run::begin(connection, program.into(), Options::default())?;
        if run.version != VERSION {
            let (file, found) = (file_name(connection), run.version);
            return Err(Error::OtherVersion {
                file,
                found,
                expected: VERSION,
            });
        }
        let Start {
            shape, timeline, ..
        } = run.find_start()?;
        let shape = shape.unwrap_or_default();
        Ok(Self {
            run,
            timeline,
            shape,
            from: VERSION,
            tag: PhantomData,
        })
    }

    /// Runs the steps to version `NEXT`.
    ///
    /// # Errors
    ///
    /// SQLite refuses a step, a data step fails, or references between rows break.
    pub fn step<const NEXT: i64>(mut self) -> Result<At<'connection, Tag, NEXT>> {
        // A file that already stands as a later version has nothing left to do up to there.
        if self.shape.version < NEXT {
            let schema = self.run.schema;
            let plan = plan::plan_from(schema, &self.timeline, &self.shape, NEXT);
            self.run.apply(&plan.stages)?;
            self.shape = plan
                .stages
                .into_iter()
                .last()
                .map_or(self.shape, |stage| stage.after);
        }
        let Self {
            run,
            timeline,
            shape,
            from,
            tag,
        } = self;
        Ok(At {
            run,
            timeline,
            shape,
            from,
            tag,
        })
    }

    /// Compares the result with the declaration, stamps it and commits.
    ///
    /// # Errors
    ///
    /// The result differs, or SQLite refuses to commit.
    pub fn finish(mut self) -> Result<Report> {
        self.run.verify(&self.shape)?;
        self.run.note_own()?;
        self.run
            .finish(VERSION, Outcome::Upgraded { from: self.from })
    }
}
