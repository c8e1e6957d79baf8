//! What stands beside tables: triggers and views, which are in the way of much, and virtual tables.

use crate::{
    model::{Action, VirtualTable},
    shape::{Traced, mentions},
    sql::SameWord,
};

use super::{
    Step,
    kept::Kept,
    stage::{Moment, Plan},
    virtual_table::stands_in,
};

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
        let virtual_tables = self.before.virtual_tables.iter();
        let gone = virtual_tables.filter(|it| self.goes(it) && !self.goes_late(&it.item));
        steps.extend(gone.map(|it| Step::DropTable(it.item.name.to_string())));
    }

    /// Drops the virtual tables whose rows data steps have read.
    pub(super) fn drop_virtual_tables(&self, steps: &mut Vec<Step>) {
        let virtual_tables = self.before.virtual_tables.iter();
        let gone = virtual_tables.filter(|it| self.goes(it) && self.goes_late(&it.item));
        steps.extend(gone.map(|it| Step::DropTable(it.item.name.to_string())));
    }

    fn goes(&self, table: &Traced<VirtualTable>) -> bool {
        !stands_in(self.after, self.before, table) && !self.is_handed_on(table)
    }

    /// Whether data steps still find a virtual table that goes: nothing else gets its name, or one of those
    /// that its module gives to tables.
    fn goes_late(&self, table: &VirtualTable) -> bool {
        let name = &table.name;
        let is_taken = |other: &str| {
            let (own, rest) = other.split_at_checked(name.len()).unwrap_or_default();
            own.is_same_word(name) && (rest.is_empty() || rest.starts_with('_'))
        };
        self.has_data() && table.has_own_rows() && !self.after.relation_names().any(is_taken)
    }

    /// Creates the new virtual tables. Data steps find those that have rows of their own.
    pub(super) fn create_virtual_tables(&self, now: Moment, steps: &mut Vec<Step>) {
        let moment = |it: &VirtualTable| {
            if self.has_data() && it.has_own_rows() {
                Moment::BeforeData
            } else {
                Moment::AtTheEnd
            }
        };
        let virtual_tables = self.after.virtual_tables.iter();
        let new = virtual_tables.filter(|it| {
            !stands_in(self.before, self.after, it)
                && !self.is_handed_on(it)
                && moment(&it.item) == now
        });
        steps.extend(new.map(|it| Step::CreateVirtualTable(it.item.clone())));
    }

    pub(super) fn create_views(&self, steps: &mut Vec<Step>) {
        let views = gone(&self.after.views, &self.before.views, self.disturbs);
        steps.extend(views.map(|it| Step::CreateView(it.item.clone())));
    }

    /// Fills the indexes of texts that are not their own, where those may have changed. No trigger
    /// keeps them up to date in a run.
    pub(super) fn fill_full_text(&self, steps: &mut Vec<Step>) {
        let virtual_tables = self.after.virtual_tables.iter();
        let indexes = virtual_tables.filter(|it| it.item.is_full_text());
        let stale = indexes.filter(|it| {
            let is_new = !stands_in(self.before, self.after, it);
            let content = it.item.content();
            content.is_some_and(|name| self.moves_rows(&name, is_new))
        });
        steps.extend(stale.map(|it| Step::FillFullText(it.item.name.to_string())));
    }

    /// Whether an index of this table's or view's text may not agree with it.
    fn moves_rows(&self, content: &str, is_new: bool) -> bool {
        // A view may read any table.
        let is_view = self.after.table(content).is_none();
        let reads = |table: &str| is_view || table.is_same_word(content);
        let moves = |it: &Kept<'_>| {
            let Kept {
                change, rebuild, ..
            } = it;
            reads(&change.new.name) && (is_new || *rebuild || change.old.name != change.new.name)
        };
        let writes = |action: &Action| match action {
            Action::Sql(sql) => is_view || mentions(sql, content),
            Action::Run(_) => true,
            Action::RenameTable { .. } | Action::RenameColumn { .. } => false,
        };
        let views = gone(&self.after.views, &self.before.views, false);
        self.actions.iter().any(writes)
            || self.kept.iter().any(moves)
            || self.new_seeds().any(|it| reads(&it.table))
            || views.into_iter().any(|it| reads(&it.item.name))
    }

    pub(super) fn create_triggers(&self, steps: &mut Vec<Step>) {
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
