//! The steps from one shape to another, in the order in which none of them gets in another's way.

use std::sync::Arc;

use crate::{
    model::{Action, Seed},
    shape::{Shape, Table},
    sql::SameWord,
};

use super::{
    Step,
    change::TableChange,
    kept::{Kept, table_order},
    rebuild::{
        add_early_columns, begin_rebuild, finish_rebuild, makes_rows_anew, rebuild_after_step,
        rebuild_table, untangled,
    },
    rename::Order,
};

/// Plans one stage. `actions` are those of its last version; only a stage of one version has data
/// steps. `older` is the version before that one, as it is declared. Which tables are rebuilt only
/// to save time is returned beside the steps; those `in_place` are not.
pub(super) fn steps(
    before: &Shape,
    after: &Shape,
    older: &Shape,
    actions: &[Action],
    in_place: &[usize],
) -> (Vec<Step>, Vec<usize>) {
    let stage = Plan::new(before, after, actions, in_place);
    let mut steps = Vec::new();
    stage.clear_the_way(&mut steps);
    stage.untangle(&mut steps);
    stage.rename_tables(&mut steps);
    stage.rename_columns(&mut steps);
    stage.rebuild_virtual_tables(&mut steps);
    stage.create_tables(&mut steps);
    stage.add_columns(&mut steps);
    stage.begin_rebuilds(&mut steps);
    stage.plant_seeds(Moment::BeforeData, &mut steps);
    stage.create_virtual_tables(Moment::BeforeData, &mut steps);
    stage.move_data(older, &mut steps);
    stage.drop_indexes(&mut steps);
    stage.drop_tables(&mut steps);
    stage.drop_virtual_tables(&mut steps);
    stage.change_tables(&mut steps);
    stage.create_indexes(&mut steps);
    stage.plant_seeds(Moment::AtTheEnd, &mut steps);
    stage.create_virtual_tables(Moment::AtTheEnd, &mut steps);
    stage.create_views(&mut steps);
    stage.fill_full_text(&mut steps);
    stage.create_triggers(&mut steps);
    stage.mark(&mut steps);
    (steps, stage.shortcuts())
}

/// Both shapes, and what follows from comparing them.
pub(super) struct Plan<'a> {
    pub(super) before: &'a Shape,
    pub(super) after: &'a Shape,
    pub(super) actions: &'a [Action],
    /// Tables that both have.
    pub(super) kept: Vec<Kept<'a>>,
    pub(super) tables: Order,
    /// Whether something is renamed, dropped or rebuilt, so that views and triggers are in the way.
    pub(super) disturbs: bool,
}

/// When a seed is planted, or a virtual table made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Data steps find it.
    BeforeData,
    /// Rows have moved, and a unique value that is taken is noticed.
    AtTheEnd,
}

impl<'a> Plan<'a> {
    fn new(before: &'a Shape, after: &'a Shape, actions: &'a [Action], in_place: &[usize]) -> Self {
        let changes = before.tables.iter().filter_map(|old| {
            let new = after.declared_table(old.declared)?;
            Some(TableChange { old, new })
        });
        // Data steps find the tables as they are declared to find them.
        let has_data = actions.iter().any(is_data);
        let may_hurry = |it: &Kept<'_>| !has_data && !in_place.contains(&it.change.new.declared);
        let kept = changes.map(Kept::new).map(|it| {
            if may_hurry(&it) {
                it.hurried(before, after)
            } else {
                it
            }
        });
        let kept: Vec<_> = kept.collect();
        let tables = table_order(before, after, &kept);
        let goes = |it: &Arc<Table>| after.declared_table(it.declared).is_none();
        let disturbs = !tables.renames.is_empty()
            || kept.iter().any(Kept::disturbs)
            || before.tables.iter().any(goes);
        Self {
            before,
            after,
            actions,
            kept,
            tables,
            disturbs,
        }
    }

    fn runs(&self) -> bool {
        self.actions.iter().any(|it| matches!(it, Action::Run(_)))
    }

    pub(super) fn has_data(&self) -> bool {
        self.actions.iter().any(is_data)
    }

    /// The tables that are rebuilt only because it is faster.
    fn shortcuts(&self) -> Vec<usize> {
        let chosen = self.kept.iter().filter(|it| it.by_choice);
        chosen.map(|it| it.change.new.declared).collect()
    }

    fn rebuilt(&self) -> impl Iterator<Item = &TableChange<'a>> {
        let rebuilt = self.kept.iter().filter(|it| it.rebuild);
        rebuilt.map(|it| &it.change)
    }

    fn changed_in_place(&self) -> impl Iterator<Item = &TableChange<'a>> {
        let in_place = self.kept.iter().filter(|it| !it.rebuild);
        in_place.map(|it| &it.change)
    }

    /// Takes clauses away for a while that SQLite loses track of when a column is renamed.
    fn untangle(&self, steps: &mut Vec<Step>) {
        for Kept { change, .. } in &self.kept {
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
        for Kept {
            change, columns, ..
        } in &self.kept
        {
            for (from, to) in columns.renames.iter().cloned() {
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
        for table in self.new_tables() {
            steps.push(create(table));
            create_indexes(table, |it| self.is_early(table, it), steps);
        }
    }

    /// Whether an index stands before data steps: its table is empty, and its name is free.
    fn is_early(&self, table: &Table, index: usize) -> bool {
        let standing = self.before.tables.iter().flat_map(|it| &it.indexes);
        let names = |name: &str| standing.clone().any(|it| it.item.name.is_same_word(name));
        let own = table.indexes.iter().find(|it| it.declared == index);
        self.has_data() && own.is_some_and(|it| !names(&it.item.name))
    }

    fn add_columns(&self, steps: &mut Vec<Step>) {
        for change in self.changed_in_place() {
            steps.extend(change.added().map(|line| Step::AddColumn {
                table: Arc::clone(change.new),
                column: line.item.clone(),
            }));
        }
        if self.has_data() && !self.runs() {
            self.rebuilt().for_each(|it| add_early_columns(it, steps));
        }
    }

    /// Where functions in Rust move rows, new tables stand beside old ones meanwhile.
    fn begin_rebuilds(&self, steps: &mut Vec<Step>) {
        if self.runs() {
            self.rebuilt().for_each(|it| begin_rebuild(it, steps));
        }
    }

    fn plant_seeds(&self, now: Moment, steps: &mut Vec<Step>) {
        let new = self.new_seeds().filter(|it| self.planting(it) == now);
        steps.extend(new.map(|it| Step::Seed(it.clone())));
    }

    pub(super) fn new_seeds(&self) -> impl Iterator<Item = &'a Seed> {
        let known = |seed: usize| self.before.seeds.iter().any(|it| it.declared == seed);
        let new = self
            .after
            .seeds
            .iter()
            .filter(move |it| !known(it.declared));
        new.map(|it| &it.item)
    }

    /// A table that is built beside the old one has its rows, and with them its keys, at the end only; and
    /// one that makes its rows anew would make another row of the seed.
    fn planting(&self, seed: &Seed) -> Moment {
        let is_its = |it: &&TableChange<'_>| it.new.name.is_same_word(&seed.table);
        let mut own = self.rebuilt().filter(is_its);
        let is_late = own.any(|it| self.runs() || makes_rows_anew(it));
        if self.has_data() && !is_late {
            Moment::BeforeData
        } else {
            Moment::AtTheEnd
        }
    }

    fn move_data(&self, older: &Shape, steps: &mut Vec<Step>) {
        steps.extend(self.actions.iter().filter_map(|action| match action {
            Action::Sql(sql) => Some(Step::Sql(sql.to_string())),
            Action::Run(function) => Some(Step::Run(self.call(function, older))),
            Action::RenameTable { .. } | Action::RenameColumn { .. } => None,
        }));
    }

    /// Drops what goes or changes. The indexes of a table that is rebuilt or dropped go with it.
    fn drop_indexes(&self, steps: &mut Vec<Step>) {
        for change in self.changed_in_place() {
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
        for Kept {
            change,
            rebuild,
            columns,
            ..
        } in &self.kept
        {
            if !rebuild {
                steps.extend(change.dropped().map(|line| Step::DropColumn {
                    table: change.new.name.clone(),
                    column: columns.current(&line.item.name).to_owned(),
                }));
            } else if self.runs() {
                finish_rebuild(change, true, steps);
            } else if self.has_data() {
                rebuild_after_step(change, steps);
            } else {
                rebuild_table(change, steps);
            }
        }
    }

    fn create_indexes(&self, steps: &mut Vec<Step>) {
        for Kept {
            change, rebuild, ..
        } in &self.kept
        {
            let stands =
                |index: usize| !rebuild && change.old.indexes.iter().any(|it| it.declared == index);
            create_indexes(change.new, |it| !stands(it), steps);
        }
        self.new_tables()
            .for_each(|table| create_indexes(table, |it| !self.is_early(table, it), steps));
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

fn is_data(action: &Action) -> bool {
    matches!(action, Action::Sql(_) | Action::Run(_))
}

fn create_indexes(table: &Table, wanted: impl Fn(usize) -> bool, steps: &mut Vec<Step>) {
    let indexes = table.indexes.iter().filter(|it| wanted(it.declared));
    steps.extend(indexes.map(|it| Step::CreateIndex {
        table: table.name.clone(),
        index: it.item.clone(),
    }));
}
