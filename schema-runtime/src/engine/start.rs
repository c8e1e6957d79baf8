//! Where a run starts: what the file has, and which version that is.

use crate::{
    found::{
        Difference, Found, compare, missing_from, recognise, recognise_ahead, stands_as,
        with_standing,
    },
    model::Schema,
    plan::{self, Stage},
    shape::{Shape, Timeline},
};

use super::{Error, Outcome, Result, foreign_keys, introspect::look, run::Run, whose};

/// What a run starts from.
pub(super) struct Start {
    /// The shape of the file; `None` if it is empty.
    pub(super) shape: Option<Shape>,
    pub(super) timeline: Timeline,
    pub(super) outcome: Outcome,
}

impl Start {
    /// The shape that the file is to have.
    pub(super) fn goal(&self, schema: &Schema) -> Shape {
        let newest = self.timeline.at(schema.newest_version());
        newest.cloned().unwrap_or_default()
    }

    /// What leads to it.
    pub(super) fn stages(&self, schema: &Schema) -> Vec<Stage> {
        match &self.shape {
            Some(shape) => {
                plan::plan_from(schema, &self.timeline, shape, schema.newest_version()).stages
            }
            None => vec![plan::creation(&self.goal(schema))],
        }
    }
}

impl Run<'_> {
    /// Finds out what the file has, and adopts it where it carries no version number.
    pub(super) fn find_start(&mut self) -> Result<Start> {
        whose::check(self.connection, self.schema, self.version)?;
        let found = self.look()?;
        if found.is_empty() && self.version == 0 {
            let timeline = Timeline::since(self.schema, self.schema.newest_version());
            return Ok(Start {
                shape: None,
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
            let shape = Some(self.stamped(&timeline, &found)?);
            self.back_up()?;
            self.children = foreign_keys::undeclared(&timeline, &found);
            Ok(Start {
                shape,
                timeline,
                outcome: Outcome::Upgraded { from: self.version },
            })
        }
    }

    /// The shape of a stamped file: its version's, or a later one that stands already.
    fn stamped(&self, timeline: &Timeline, found: &Found) -> Result<Shape> {
        // A later version may look the same and yet have something to do to the rows.
        if let Some(shape) = timeline
            .at(self.version)
            .filter(|_| stands_as(timeline, found, self.version))
        {
            return Ok(shape.clone());
        }
        let stands = self.recognise(timeline, found, self.version);
        let candidate = with_standing(self.schema, timeline, stands.unwrap_or(self.version), found);
        let differences = substantial(compare(&candidate, found));
        if differences.is_empty() {
            return Ok(candidate);
        }
        Err(Error::AnotherHistory {
            file: self.file(),
            version: self.version,
            differences,
        })
    }

    fn adopt_unstamped(&mut self, mut timeline: Timeline, found: &Found) -> Result<Start> {
        self.adopt_legacy(found)?;
        let found = self.look()?;
        self.carry_columns(&mut timeline, &found);
        self.children = foreign_keys::undeclared(&timeline, &found);
        let first = self.schema.first_version();
        let stands = self.recognise(&timeline, &found, first);
        let outcome = Outcome::Adopted { from: stands };
        let shape = self.complete(&timeline, &found, stands.unwrap_or(first))?;
        Ok(Start {
            shape: Some(shape),
            timeline,
            outcome,
        })
    }

    /// The version that the file has, also where something of a later one stands already.
    fn recognise(&self, timeline: &Timeline, found: &Found, oldest: i64) -> Option<i64> {
        recognise(timeline, found, oldest)
            .or_else(|| recognise_ahead(self.schema, timeline, found, oldest))
    }

    /// Adds what a file lacks of a version, where nothing but adding is needed, and its seeds.
    fn complete(&mut self, timeline: &Timeline, found: &Found, version: i64) -> Result<Shape> {
        let candidate = with_standing(self.schema, timeline, version, found);
        let mut standing = missing_from(&candidate, &compare(&candidate, found));
        standing.seeds.clear();
        let mut differences = substantial(compare(&standing, found));
        differences.extend(unaddable(&standing, &candidate));
        if !differences.is_empty() {
            return Err(Error::CannotAdopt {
                file: self.file(),
                version,
                differences,
            });
        }
        self.apply(&[plan::between(&standing, &candidate)])?;
        Ok(candidate)
    }

    /// What the file has, with references to legacy tables that were left read as declared.
    pub(super) fn look(&self) -> Result<Found> {
        look(self.connection, self.schema)
    }
}

/// The differences other than objects of the file's own.
fn substantial(mut differences: Vec<Difference>) -> Vec<Difference> {
    differences.retain(|it| !it.is_extra());
    differences
}

/// The columns that can't be added to rows that stand.
fn unaddable(standing: &Shape, candidate: &Shape) -> Vec<Difference> {
    let mut differences = Vec::new();
    for new in &candidate.tables {
        let Some(old) = standing.declared_table(new.declared) else {
            continue;
        };
        let change = plan::TableChange { old, new };
        if plan::why_rebuild(&change).is_some() {
            differences.extend(
                change
                    .added()
                    .map(|line| Difference::missing_column(new, &line.item)),
            );
        }
    }
    differences
}
