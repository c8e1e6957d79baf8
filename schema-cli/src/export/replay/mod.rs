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

use schema_core::plan::{BESIDE_PREFIX, Stage, Step};

/// The steps of a stage that lead to the same result whether foreign keys are on or off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Replay {
    /// The statements, in order.
    pub(crate) steps: Vec<Step>,
    /// Whether foreign keys have to wait for the end of the transaction: rows that have them, or to
    /// which they refer, are written or moved.
    pub(crate) defers: bool,
    /// What can't be done on a connection with foreign keys, each as a sentence.
    pub(crate) hazards: Vec<String>,
}

impl Replay {
    /// The stage for a connection that nobody prepares.
    pub(crate) fn of(stage: &Stage) -> Self {
        let steps = quiet::quiet(stage);
        let standing = standing::Standing::of(&stage.before, &steps);
        let mut replay = Self {
            hazards: hazard::of_sql(stage),
            ..Self::default()
        };
        // Clauses that are taken away for a while are taken from tables as they were.
        let (interim, rest) = steps.split_at(end_of_interim(&steps));
        for (steps, old) in [(interim, &stage.before), (rest, &stage.after)] {
            let tied = kin::Tied {
                before: &stage.before,
                after: old,
                steps,
            };
            replay.hazards.extend(hazard::of_rebuilds(&tied));
            replay.steps.extend(together::together(&tied, &standing));
        }
        // The steps as they are written: some rebuilds are not the planner's.
        replay.defers = has_references(stage) && replay.steps.iter().any(moves_rows);
        replay
    }
}

fn has_references(stage: &Stage) -> bool {
    let mut tables = stage.before.tables.iter().chain(&stage.after.tables);
    tables.any(|it| it.foreign_keys().next().is_some())
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
        Step::RenameTable { from, .. } => !from.starts_with(BESIDE_PREFIX),
        Step::RenameColumn { .. } => true,
        _ => false,
    };
    steps.iter().position(is_rename).unwrap_or_default()
}
