//! A stage for a connection that nobody prepares: foreign keys may be on, and triggers fire.
//!
//! The engine switches both off before it begins. Whoever runs the steps as a script inside a
//! transaction can't: there the pragma for foreign keys does nothing. Then `DROP TABLE` deletes the
//! rows of a table that is rebuilt first, and with them what `ON DELETE CASCADE` ties to it.
//!
//! ```text
//! replay ─► quiet:    triggers away while rows are written
//!           together: tables that refer to each other are rebuilt at once, so that what is dropped
//!                     is referred to only by what is dropped with it
//!             standing: views and triggers that are in the way of that
//!           hazard:   what can't be done so
//!             deed:   what a version's `sql` does to rows
//! ```

mod deed;
mod hazard;
mod kin;
mod quiet;
mod standing;
mod together;

use super::{Stage, Step};

/// The steps of a stage that lead to the same result whether foreign keys are on or off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// The statements, in order.
    pub steps: Vec<Step>,
    /// Whether foreign keys have to wait for the end of the transaction: rows that have them, or to
    /// which they refer, are written or moved.
    pub defers: bool,
    /// What can't be done on a connection with foreign keys, each as a sentence.
    pub hazards: Vec<String>,
}

impl Stage {
    /// The stage for a connection that nobody prepares.
    #[must_use]
    pub fn replay(&self) -> Replay {
        let steps = quiet::quiet(self);
        let standing = standing::Standing::of(&self.before, &steps);
        let mut replay = Replay {
            hazards: hazard::of_sql(self),
            ..Replay::default()
        };
        // Clauses that are taken away for a while are taken from tables as they were.
        let (interim, rest) = steps.split_at(end_of_interim(&steps));
        for (steps, old) in [(interim, &self.before), (rest, &self.after)] {
            let tied = kin::Tied {
                before: &self.before,
                after: old,
                steps,
            };
            replay.hazards.extend(hazard::of_rebuilds(&tied));
            replay.steps.extend(together::together(&tied, &standing));
        }
        // The steps as they are written: some rebuilds are not the planner's.
        replay.defers = self.has_references() && replay.steps.iter().any(moves_rows);
        replay
    }

    fn has_references(&self) -> bool {
        let mut tables = self.before.tables.iter().chain(&self.after.tables);
        tables.any(|it| it.foreign_keys().next().is_some())
    }
}

fn moves_rows(step: &Step) -> bool {
    matches!(
        step,
        Step::CopyRows(_) | Step::Seed(_) | Step::Sql(_) | Step::DropTable(_)
    )
}

/// Where the rebuilds end that take clauses away before a column is renamed.
fn end_of_interim(steps: &[Step]) -> usize {
    let is_rename = |step: &Step| match step {
        Step::RenameTable { from, .. } => !from.starts_with(super::BESIDE_PREFIX),
        Step::RenameColumn { .. } => true,
        _ => false,
    };
    steps.iter().position(is_rename).unwrap_or_default()
}
