//! Views and triggers that the planner leaves in their places.
//!
//! They are not in its way, because it adds columns with references in place. Where that is done by a
//! rebuild, `DROP TABLE` takes the table's triggers along, and `RENAME` refuses whatever speaks of a table
//! that isn't there.

use schema_core::{
    model::{Trigger, View},
    plan::Step,
    shape::Shape,
};

/// Those that no step drops: they are the same after the steps.
pub(super) struct Standing<'a> {
    views: Vec<&'a View>,
    triggers: Vec<&'a Trigger>,
}

impl<'a> Standing<'a> {
    pub(super) fn of(before: &'a Shape, steps: &[Step]) -> Self {
        let is_dropped = |name: &str| {
            steps
                .iter()
                .any(|it| matches!(it, Step::DropTrigger(it) | Step::DropView(it) if it == name))
        };
        let views = before.views.iter().map(|it| &it.item);
        let triggers = before.triggers.iter().map(|it| &it.item);
        Self {
            views: views.filter(|it| !is_dropped(&it.name)).collect(),
            triggers: triggers.filter(|it| !is_dropped(&it.name)).collect(),
        }
    }

    /// Without the views.
    pub(super) fn only_triggers(self) -> Self {
        Self {
            views: Vec::new(),
            ..self
        }
    }

    /// Takes them away: triggers first, because those of a view go with it.
    pub(super) fn away(&self) -> impl Iterator<Item = Step> {
        let triggers = self.triggers.iter();
        let triggers = triggers.map(|it| Step::DropTrigger(it.name.to_string()));
        let views = self.views.iter().rev();
        triggers.chain(views.map(|it| Step::DropView(it.name.to_string())))
    }

    /// Creates them again.
    pub(super) fn again(&self) -> impl Iterator<Item = Step> {
        let views = self.views.iter();
        let views = views.map(|it| Step::CreateView((*it).clone()));
        let triggers = self.triggers.iter();
        views.chain(triggers.map(|it| Step::CreateTrigger((*it).clone())))
    }
}
