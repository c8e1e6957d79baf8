//! The steps from one shape to another, in the order in which none of them gets in another's way.

use std::sync::Arc;

use crate::{
    model::Action,
    shape::{Shape, Table, Traced},
};

use super::{
    Step,
    change::{TableChange, why_rebuild},
    rebuild::{column_order, rebuild_table, untangled},
    rename::{Order, order},
};

/// Plans one stage. `actions` are those of its last version; only a stage of one version has data steps.
pub(super) fn steps(before: &Shape, after: &Shape, actions: &[Action]) -> Vec<Step> {
    let stage = Plan::new(before, after, actions);
    let mut steps = Vec::new();
    stage.clear_the_way(&mut steps);
    stage.untangle(&mut steps);
    stage.rename_tables(&mut steps);
    stage.rename_columns(&mut steps);
    stage.create_tables(&mut steps);
    stage.add_columns(&mut steps);
    if stage.has_data {
        stage.plant_seeds(&mut steps);
        stage.move_data(&mut steps);
    }
    stage.drop_indexes(&mut steps);
    stage.drop_tables(&mut steps);
    stage.change_tables(&mut steps);
    stage.create_indexes(&mut steps);
    if !stage.has_data {
        stage.plant_seeds(&mut steps);
    }
    stage.create_virtual_tables(&mut steps);
    stage.create_views_and_triggers(&mut steps);
    stage.mark(&mut steps);
    steps
}

/// Both shapes, and what follows from comparing them.
struct Plan<'a> {
    before: &'a Shape,
    after: &'a Shape,
    actions: &'a [Action],
    has_data: bool,
    /// Tables that both have, with whether each is rebuilt.
    kept: Vec<(TableChange<'a>, bool)>,
    tables: Order,
    /// Parallel to `kept`.
    columns: Vec<Order>,
    /// Whether something is renamed, dropped or rebuilt, so that views and triggers are in the way.
    disturbs: bool,
}

impl<'a> Plan<'a> {
    fn new(before: &'a Shape, after: &'a Shape, actions: &'a [Action]) -> Self {
        let changes = before.tables.iter().filter_map(|old| {
            let new = after.declared_table(old.declared)?;
            Some(TableChange { old, new })
        });
        let kept: Vec<_> = changes
            .map(|it| {
                let rebuild = why_rebuild(&it).is_some() || untangled(&it).is_some();
                (it, rebuild)
            })
            .collect();
        let tables = table_order(before, after, &kept);
        let columns: Vec<Order> = kept
            .iter()
            .map(|(change, _)| column_order(change))
            .collect();
        let disturbs = !tables.renames.is_empty()
            || columns.iter().any(|order| !order.renames.is_empty())
            || kept
                .iter()
                .any(|(change, rebuild)| *rebuild || change.dropped().next().is_some())
            || before
                .tables
                .iter()
                .any(|it| after.declared_table(it.declared).is_none());
        let has_data = actions
            .iter()
            .any(|it| matches!(it, Action::Sql(_) | Action::Run(_)));
        Self {
            before,
            after,
            actions,
            has_data,
            kept,
            tables,
            columns,
            disturbs,
        }
    }

    /// Drops the triggers and views that are in the way or that change.
    fn clear_the_way(&self, steps: &mut Vec<Step>) {
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

    /// Takes clauses away for a while that SQLite loses track of when a column is renamed.
    fn untangle(&self, steps: &mut Vec<Step>) {
        for (change, _) in &self.kept {
            if let Some(interim) = untangled(change) {
                let new = &Arc::new(interim);
                rebuild_table(
                    &TableChange {
                        new,
                        ..change.clone()
                    },
                    steps,
                );
            }
        }
    }

    fn rename_tables(&self, steps: &mut Vec<Step>) {
        let renames = self.tables.renames.iter().cloned();
        steps.extend(renames.map(|(from, to)| Step::RenameTable { from, to }));
    }

    fn rename_columns(&self, steps: &mut Vec<Step>) {
        for ((change, _), order) in self.kept.iter().zip(&self.columns) {
            for (from, to) in order.renames.iter().cloned() {
                steps.push(Step::RenameColumn {
                    table: change.new.name.clone(),
                    from,
                    to,
                });
            }
        }
    }

    fn new_tables(&self) -> impl Iterator<Item = &'a Arc<Table>> {
        let before = self.before;
        self.after
            .tables
            .iter()
            .filter(|it| before.declared_table(it.declared).is_none())
    }

    fn create_tables(&self, steps: &mut Vec<Step>) {
        let create = |table: &Arc<Table>| Step::CreateTable {
            table: Arc::clone(table),
            name: table.name.clone(),
        };
        steps.extend(self.new_tables().map(create));
    }

    fn add_columns(&self, steps: &mut Vec<Step>) {
        for (change, _) in self.kept.iter().filter(|(_, rebuild)| !rebuild) {
            steps.extend(change.added().map(|line| Step::AddColumn {
                table: Arc::clone(change.new),
                column: line.item.clone(),
            }));
        }
    }

    fn plant_seeds(&self, steps: &mut Vec<Step>) {
        let known = |seed: usize| self.before.seeds.iter().any(|it| it.declared == seed);
        let new = self.after.seeds.iter().filter(|it| !known(it.declared));
        steps.extend(new.map(|it| Step::Seed(it.item.clone())));
    }

    fn move_data(&self, steps: &mut Vec<Step>) {
        steps.extend(self.actions.iter().filter_map(|action| match action {
            Action::Sql(sql) => Some(Step::Sql(sql.to_string())),
            Action::Run(function) => Some(Step::Run(function.to_string())),
            Action::RenameTable { .. } | Action::RenameColumn { .. } => None,
        }));
    }

    /// Drops what goes or changes. The indexes of a table that is rebuilt or dropped go with it.
    fn drop_indexes(&self, steps: &mut Vec<Step>) {
        for (change, _) in self.kept.iter().filter(|(_, rebuild)| !rebuild) {
            let stays = |index: usize| change.new.indexes.iter().any(|it| it.declared == index);
            let gone = change.old.indexes.iter().filter(|it| !stays(it.declared));
            steps.extend(gone.map(|it| Step::DropIndex(it.item.name.to_string())));
        }
    }

    fn drop_tables(&self, steps: &mut Vec<Step>) {
        let gone = self.before.tables.iter();
        let gone = gone.filter(|it| self.after.declared_table(it.declared).is_none());
        steps.extend(gone.map(|it| Step::DropTable(self.tables.current(&it.name).to_owned())));
    }

    fn change_tables(&self, steps: &mut Vec<Step>) {
        for ((change, rebuild), columns) in self.kept.iter().zip(&self.columns) {
            if *rebuild {
                rebuild_table(change, steps);
            } else {
                steps.extend(change.dropped().map(|line| Step::DropColumn {
                    table: change.new.name.clone(),
                    column: columns.current(&line.item.name).to_owned(),
                }));
            }
        }
    }

    fn create_indexes(&self, steps: &mut Vec<Step>) {
        for (change, rebuild) in &self.kept {
            let stands =
                |index: usize| !rebuild && change.old.indexes.iter().any(|it| it.declared == index);
            create_indexes(change.new, |it| !stands(it), steps);
        }
        self.new_tables()
            .for_each(|table| create_indexes(table, |_| true, steps));
    }

    /// Creates virtual tables, and fills the indexes of tables whose rows have moved.
    fn create_virtual_tables(&self, steps: &mut Vec<Step>) {
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
            let moved = |name: &String| {
                self.kept.iter().any(|(change, rebuild)| {
                    change.new.name.eq_ignore_ascii_case(name)
                        && (is_new || *rebuild || change.old.name != change.new.name)
                })
            };
            if content.is_some_and(|name| moved(&name)) {
                steps.push(Step::FillFullText(it.item.name.to_string()));
            }
        }
    }

    fn create_views_and_triggers(&self, steps: &mut Vec<Step>) {
        let views = gone(&self.after.views, &self.before.views, self.disturbs);
        steps.extend(views.map(|it| Step::CreateView(it.item.clone())));
        let triggers = gone(&self.after.triggers, &self.before.triggers, self.disturbs);
        steps.extend(triggers.map(|it| Step::CreateTrigger(it.item.clone())));
    }

    fn mark(&self, steps: &mut Vec<Step>) {
        let changed = self.after.application_id != self.before.application_id;
        steps.extend(
            self.after
                .application_id
                .filter(|_| changed)
                .map(Step::SetApplicationId),
        );
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

fn table_order(before: &Shape, after: &Shape, kept: &[(TableChange<'_>, bool)]) -> Order {
    let names = |shape: &'_ Shape, other: &Shape| -> Vec<String> {
        let only = shape
            .tables
            .iter()
            .filter(|it| other.declared_table(it.declared).is_none());
        only.map(|it| it.name.clone()).collect()
    };
    let renamed = kept
        .iter()
        .map(|(change, _)| (change.old.name.clone(), change.new.name.clone()));
    let (leaving, coming) = (names(before, after), names(after, before));
    order(renamed.collect(), &leaving, &coming)
}

fn create_indexes(table: &Table, wanted: impl Fn(usize) -> bool, steps: &mut Vec<Step>) {
    let indexes = table.indexes.iter().filter(|it| wanted(it.declared));
    steps.extend(indexes.map(|it| Step::CreateIndex {
        table: table.name.clone(),
        index: it.item.clone(),
    }));
}
