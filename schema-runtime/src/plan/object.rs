//! What stands beside tables: triggers and views, which are in the way of much, and virtual tables.

use crate::{
    model::Action,
    shape::{Traced, mentions},
};

use super::{Step, kept::Kept, stage::Plan};

impl Plan<'_> {
    /// Drops the triggers and views that are in the way or that change.
    pub(super) fn clear_the_way(&self, steps: &mut Vec<Step>) {
        let triggers = gone(&self.before.triggers, &self.after.triggers, self.disturbs);
        steps.extend(triggers.map(|it| Step::DropTrigger(it.item.name.to_string())));
        let views: Vec<_> = gone(&self.before.views, &self.after.views, self.disturbs).collect();
        steps.extend(
            views
                .iter()
                .rev()
                .map(|it| Step::DropView(it.item.name.to_string())),
        );
        let indexes = gone(
            &self.before.virtual_tables,
            &self.after.virtual_tables,
            false,
        );
        steps.extend(indexes.map(|it| Step::DropTable(it.item.name.to_string())));
    }

    /// Creates virtual tables, and fills the indexes of tables whose rows have moved.
    pub(super) fn create_virtual_tables(&self, steps: &mut Vec<Step>) {
        let new: Vec<usize> = gone(
            &self.after.virtual_tables,
            &self.before.virtual_tables,
            false,
        )
        .map(|it| it.declared)
        .collect();
        for it in &self.after.virtual_tables {
            let is_new = new.contains(&it.declared);
            if is_new {
                steps.push(Step::CreateVirtualTable(it.item.clone()));
            }
            let content = it.item.content().filter(|_| it.item.is_full_text());
            if content.is_some_and(|name| self.moves_rows(&name, is_new)) {
                steps.push(Step::FillFullText(it.item.name.to_string()));
            }
        }
    }

    /// Whether an index of the table's text is not up to date. No trigger keeps it so in a run.
    fn moves_rows(&self, table: &str, is_new: bool) -> bool {
        let moves = |Kept {
                         change, rebuild, ..
                     }: &Kept<'_>| {
            change.new.name.eq_ignore_ascii_case(table)
                && (is_new || *rebuild || change.old.name != change.new.name)
        };
        let writes = |action: &Action| match action {
            Action::Sql(sql) => mentions(sql, table),
            Action::Run(_) => true,
            Action::RenameTable { .. } | Action::RenameColumn { .. } => false,
        };
        self.actions.iter().any(writes) || self.kept.iter().any(moves)
    }

    pub(super) fn create_views_and_triggers(&self, steps: &mut Vec<Step>) {
        let views = gone(&self.after.views, &self.before.views, self.disturbs);
        steps.extend(views.map(|it| Step::CreateView(it.item.clone())));
        let triggers = gone(&self.after.triggers, &self.before.triggers, self.disturbs);
        steps.extend(triggers.map(|it| Step::CreateTrigger(it.item.clone())));
    }
}

/// What `these` have and `others` don't have in the same form; everything if `all`.
fn gone<'a, T: PartialEq>(
    these: &'a [Traced<T>],
    others: &'a [Traced<T>],
    all: bool,
) -> impl Iterator<Item = &'a Traced<T>> {
    these
        .iter()
        .filter(move |it| all || !others.iter().any(|other| other.item == it.item))
}
