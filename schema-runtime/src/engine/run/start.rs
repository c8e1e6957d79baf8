//! Where a run starts: what the file has, and which version that is.

use schema_core::{
    found::{
        Candidate, Candidates, Difference, Found, differ_in_rows, recognise, recognise_ahead,
        stands_as,
    },
    model::Schema,
    plan::{self, Stage},
    shape::{Shape, Timeline},
};

use super::run::Run;
use crate::engine::{
    connection::waiting,
    error::{Error, Result},
    look::{journal, look, whose},
    terms::{Outcome, Warning},
};

/// What a run starts from.
pub(crate) struct Start {
    /// The shape of the file, with what it lacked; `None` if it is empty.
    pub(crate) shape: Option<Shape>,
    /// What adds what the file lacks of that shape.
    pub(crate) completion: Option<Stage>,
    pub(crate) timeline: Timeline,
    pub(crate) outcome: Outcome,
}

impl Start {
    /// The shape that the file is to have.
    pub(crate) fn goal(&self, schema: &Schema) -> Shape {
        let newest = self.timeline.at(schema.newest_version());
        newest.cloned().unwrap_or_default()
    }

    /// What leads to it.
    pub(crate) fn stages(&self, schema: &Schema) -> Vec<Stage> {
        let Some(shape) = &self.shape else {
            return vec![plan::creation(&self.goal(schema))];
        };
        let newest = schema.newest_version();
        let mut stages = plan::plan_from(schema, &self.timeline, shape, newest).stages;
        if let Some(completion) = &self.completion {
            stages.insert(0, completion.clone());
        }
        stages
    }
}

impl Run<'_> {
    /// Finds out what the file has, and adopts it where it carries no version number.
    pub(crate) fn find_start(&mut self) -> Result<Start> {
        whose::check(self.connection, self.schema, self.version)?;
        let found = self.look()?;
        if found.is_empty() && self.version == 0 {
            let timeline = Timeline::since(self.schema, self.schema.newest_version());
            return Ok(Start {
                shape: None,
                completion: None,
                timeline,
                outcome: Outcome::Created,
            });
        }
        let mut timeline = Timeline::of(self.schema);
        self.note_broken(&found)?;
        if self.version == 0 {
            self.back_up()?;
            self.adopt_unstamped(timeline, &found)
        } else {
            self.carry_columns(&mut timeline, &found);
            let candidate = self.stamped(&timeline, &found)?;
            self.warn_of_another_seal()?;
            self.back_up()?;
            self.warn_of_additions(&candidate.missing);
            let completion = candidate.completion();
            Ok(Start {
                completion: Some(completion).filter(|it| !it.steps.is_empty()),
                shape: Some(candidate.shape),
                timeline,
                outcome: Outcome::Upgraded { from: self.version },
            })
        }
    }

    /// What a stamped file has: its version, or a later one that stands already, but for what can be added.
    fn stamped(&self, timeline: &Timeline, found: &Found) -> Result<Candidate> {
        let candidate = |version| Candidate::of(self.schema, timeline, found, version);
        // A later version may look the same and yet have something to do to the rows.
        if stands_as(timeline, found, self.version) {
            return Ok(candidate(self.version));
        }
        let stands = self.stands_early(timeline, found);
        let stands = stands.or_else(|| self.recognise(timeline, found, self.version));
        let candidate = candidate(stands.unwrap_or(self.version));
        let mut differences = substantial(candidate.differences.clone());
        if differences.is_empty() && self.may_complete(&candidate)? {
            return Ok(candidate);
        }
        let missing = candidate.missing.into_iter();
        let missing: Vec<Difference> = missing.filter(|it| !differences.contains(it)).collect();
        differences.extend(missing);
        Err(Error::AnotherHistory {
            file: self.file(),
            version: self.version,
            differences,
        })
    }

    /// Whether the file is surely ours, so that something may be added to it.
    pub(crate) fn may_complete(&self, candidate: &Candidate) -> Result<bool> {
        let is_whole = candidate.missing.is_empty() || candidate.has_whole_table();
        Ok(is_whole || whose::is_marked(self.connection, self.schema)?)
    }

    /// Says that the file came to its version when that was another one. Its shape is that of ours.
    fn warn_of_another_seal(&mut self) -> Result<()> {
        let version = self.version;
        let program = waiting(self.connection, || {
            journal::another_seal(self.connection, self.schema, version)
        })?;
        let warning = program.map(|program| Warning::AnotherSeal { version, program });
        self.report.warnings.extend(warning);
        Ok(())
    }

    /// Says what the file lacked of its version.
    pub(crate) fn warn_of_additions(&mut self, missing: &[Difference]) {
        let warnings = missing.iter().cloned().map(Warning::Added);
        self.report.warnings.extend(warnings);
    }

    /// The version with which the file is stamped, if it may have it with something of later ones: then
    /// the stamp says which data steps it has been through.
    fn stands_early(&self, timeline: &Timeline, found: &Found) -> Option<i64> {
        let candidates = Candidates::of(self.schema, timeline, found, self.version);
        let mut likely = candidates.likely().into_iter();
        likely.find(|it| *it == self.version)
    }

    fn adopt_unstamped(&mut self, mut timeline: Timeline, found: &Found) -> Result<Start> {
        let said = self.said_version()?;
        let renamed = self.adopt_legacy(found)?;
        let found = self.look()?;
        self.carry_columns(&mut timeline, &found);
        let candidate = match said {
            Some(version) => self.standing_at(&timeline, &found, version)?,
            None => self.adoptable(&timeline, &found, renamed)?,
        };
        let stands = candidate.missing.is_empty();
        let outcome = Outcome::Adopted {
            from: stands.then_some(candidate.shape.version),
        };
        let completion = candidate.adoption();
        Ok(Start {
            completion: Some(completion).filter(|it| !it.steps.is_empty()),
            shape: Some(candidate.shape),
            timeline,
            outcome,
        })
    }

    /// The version to which an unstamped file can be completed by adding alone.
    pub(crate) fn adoptable(
        &self,
        timeline: &Timeline,
        found: &Found,
        renamed: bool,
    ) -> Result<Candidate> {
        let version = self.unstamped(timeline, found, renamed)?;
        let candidate = Candidate::of(self.schema, timeline, found, version);
        let differences = substantial(candidate.differences.clone());
        if differences.is_empty() {
            return Ok(candidate);
        }
        Err(Error::CannotAdopt {
            file: self.file(),
            version,
            differences,
        })
    }

    /// The version from which an unstamped file goes on, or that it is completed to.
    ///
    /// A file that had a name from before the history has been through none of its data steps. Of any
    /// other, its shape has to say through which of them it has been.
    fn unstamped(&self, timeline: &Timeline, found: &Found, renamed: bool) -> Result<i64> {
        let (schema, first) = (self.schema, self.schema.first_version());
        let exact = Candidates::exact(timeline, found, first);
        let candidates = if exact.is_empty() || renamed {
            Candidates::of(schema, timeline, found, first)
        } else {
            Candidates::default()
        };
        let likely = if exact.is_empty() {
            candidates.likely()
        } else {
            exact
        };
        let since_oldest = candidates
            .oldest()
            .into_iter()
            .chain(likely.iter().copied());
        if renamed && differ_in_rows(schema, timeline, &since_oldest.collect::<Vec<_>>()) {
            return Ok(candidates.oldest().unwrap_or(first));
        }
        if !renamed && differ_in_rows(schema, timeline, &likely) {
            let oldest = likely.first().copied().unwrap_or(first);
            return Err(Error::WhichVersion {
                file: self.file(),
                missing: Candidate::of(schema, timeline, found, oldest).missing,
                versions: likely,
            });
        }
        let completed = likely.first().and_then(|it| candidates.newest_like(*it));
        let stands = self.recognise(timeline, found, first).or(completed);
        Ok(stands.unwrap_or(first))
    }

    /// The version that the file has, also where something of a later one stands already.
    fn recognise(&self, timeline: &Timeline, found: &Found, oldest: i64) -> Option<i64> {
        recognise(timeline, found, oldest)
            .or_else(|| recognise_ahead(self.schema, timeline, found, oldest))
    }

    /// What the file has, with references to legacy tables that were left read as declared.
    pub(crate) fn look(&self) -> Result<Found> {
        look(self.connection, self.schema)
    }
}

/// The differences other than objects of the file's own.
fn substantial(mut differences: Vec<Difference>) -> Vec<Difference> {
    differences.retain(|it| !it.is_extra());
    differences
}
