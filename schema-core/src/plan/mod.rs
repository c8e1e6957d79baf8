//! From the shape that a file has to the shape that it should have, as data.
//!
//! ```text
//! plan(schema, from, to) ─► merge: which versions are done in one stage
//!                             touched: the columns with which a version has to do
//!                           stage: the steps from one shape to another, in the order that works
//!                             kept:    a table that both shapes have
//!                             change:  what it needs, in place or by a rebuild
//!                             shortcut: where a rebuild is faster all the same
//!                             rename:  the order in which names are free
//!                             rebuild: a table beside the old one, and its rows copied
//!                             beside:  the same around data steps in Rust, and where they find rows
//!                             object:  triggers, views and virtual tables
//!                             held:    the rows of a virtual table that gets another form
//!                           step:  one statement each; Display writes it (copy, call: those with much to say)
//! ```

mod beside;
mod call;
mod change;
mod copy;
mod held;
mod kept;
mod merge;
mod object;
mod rebuild;
mod rename;
mod shortcut;
mod shown;
mod stage;
mod step;
mod touched;
mod virtual_table;

use crate::{
    model::{Action, Schema},
    shape::{Shape, Timeline},
};

pub use self::{
    call::{Call, Handle, LiveColumn, LiveTable, Source, Target},
    change::{TableChange, why_rebuild},
    copy::Copy,
    held::{Held, predecessor},
    rebuild::{begin_rebuild, finish_rebuild, kept_rowid, rowid_name},
    shortcut::is_scan,
    shown::by_their_names,
    step::Step,
};

/// The prefix of names that a run uses for a while.
pub const RESERVED_PREFIX: &str = "_schema_";

/// The prefix of a table that is built beside the one whose place it takes.
pub const BESIDE_PREFIX: &str = "_schema_new_";

/// The prefix of a table that waits for another to give up its name.
const PARKED_PREFIX: &str = "_schema_old_";

/// The steps from one version to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Groups of versions, oldest first. Between them the file has the shape of a version.
    pub stages: Vec<Stage>,
}

/// Steps that lead from the shape of one version to that of a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The shape that the steps begin with.
    pub before: Shape,
    /// The shape that they lead to.
    pub after: Shape,
    /// The statements, in order.
    pub steps: Vec<Step>,
    /// The declared tables that are rebuilt only because it is faster than to change them in place.
    pub shortcuts: Vec<usize>,
}

impl Stage {
    /// The same way with these tables changed in place, although that takes longer.
    #[must_use]
    pub fn with_in_place(&self, declared: &[usize]) -> Self {
        // A stage with data steps has no shortcuts.
        stage_of(&self.before, &self.after, &self.before, &[], declared)
    }
}

/// Plans the way from version `from` to version `to` of a schema.
///
/// Versions are merged into one stage wherever that makes no difference to the result.
#[must_use]
pub fn plan(schema: &Schema, from: i64, to: i64) -> Plan {
    let timeline = Timeline::since(schema, from);
    let start = timeline.at(from).cloned().unwrap_or_default();
    plan_from(schema, &timeline, &start, to)
}

/// Plans the way to version `to` for a file that has the shape of `start.version` and, possibly,
/// some of what later versions declare.
#[must_use]
pub fn plan_from(schema: &Schema, timeline: &Timeline, start: &Shape, to: i64) -> Plan {
    let mut stages: Vec<Stage> = Vec::new();
    for end in merge::ends(schema, timeline, start.version, to) {
        let before = stages.last().map_or(start, |stage| &stage.after);
        stages.extend(stage_to(schema, timeline, before, end));
    }
    Plan { stages }
}

/// Plans the first stage of the way to version `to`. Where it ends, the first stage from there goes on.
#[must_use]
pub fn first_stage(schema: &Schema, timeline: &Timeline, start: &Shape, to: i64) -> Option<Stage> {
    let end = merge::ends(schema, timeline, start.version, to).next()?;
    stage_to(schema, timeline, start, end)
}

fn stage_to(schema: &Schema, timeline: &Timeline, before: &Shape, end: i64) -> Option<Stage> {
    let after = timeline.at(end)?.clone().with_early(schema, before);
    let version = schema.version(end);
    let actions = version.map_or(&[][..], |version| &version.actions);
    let older = timeline.at(before.version).unwrap_or(before);
    Some(stage_of(before, &after, older, actions, &[]))
}

/// Whether a change makes a new table in the place of the old one.
pub(crate) fn rebuilds(change: &TableChange<'_>) -> bool {
    kept::Kept::new(change.clone()).rebuild
}

/// Plans the creation of a shape in an empty file.
#[must_use]
pub fn creation(shape: &Shape) -> Stage {
    between(&Shape::default(), shape)
}

/// Plans the way from one shape to another without a version's data steps.
#[must_use]
pub fn between(before: &Shape, after: &Shape) -> Stage {
    stage_of(before, after, before, &[], &[])
}

fn stage_of(
    before: &Shape,
    after: &Shape,
    older: &Shape,
    actions: &[Action],
    in_place: &[usize],
) -> Stage {
    let (steps, shortcuts) = stage::steps(before, after, older, actions, in_place);
    Stage {
        before: before.clone(),
        after: after.clone(),
        steps,
        shortcuts,
    }
}
