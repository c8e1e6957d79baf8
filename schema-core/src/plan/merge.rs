//! Which versions can be done in one stage without a difference to the result.
//!
//! A stage goes from the shape before its first version to the shape after its last, so a table is
//! rebuilt once however many of its versions change it. What only a version in between would have
//! done to the rows must then not matter: [`Open`] knows what the stage has changed so far, and a
//! version that builds on it begins a new stage.

use crate::{
    model::{Action, Column, Constraint, Lifetime, Lived, Schema, Table},
    shape::{Timeline, mentions},
    sql::SameWord,
};

use super::{
    open::{Condition, Deed, Open, Touched},
    version::VersionStep,
};

/// The versions at which stages end, on the way from `from` to `to`.
///
/// A stage knows nothing of those before it, so the way from where one ends is the rest of the way.
pub(super) fn ends(
    schema: &Schema,
    timeline: &Timeline,
    from: i64,
    to: i64,
) -> impl Iterator<Item = i64> {
    let first = end(schema, timeline, from, to);
    std::iter::successors(first, move |from| end(schema, timeline, *from, to))
}

/// The version at which the first stage ends, on the way from `from` to `to`.
fn end(schema: &Schema, timeline: &Timeline, from: i64, to: i64) -> Option<i64> {
    let mut open = Open::default();
    let mut last = None;
    let versions = schema.versions.iter();
    for version in versions.filter(|it| from < it.number && it.number <= to) {
        let step = VersionStep {
            schema,
            timeline,
            version,
            tables: timeline.concerned(version.number),
        };
        if last.is_some() && (step.has_data() || step.builds_on(&open)) {
            return last;
        }
        step.note(&mut open);
        last = Some(version.number);
        if step.has_data() {
            return last;
        }
    }
    last
}

impl<'a> VersionStep<'a> {
    /// Whether doing this version together with those before could make a difference.
    fn builds_on(&self, open: &Open) -> bool {
        self.takes_a_name(open)
            || self.ends_a_seed(open)
            || self.touched().any(|(table, declared)| {
                open.touched(declared)
                    .is_some_and(|touched| self.table_builds_on(table, touched, open))
            })
            || self.reads_elsewhere(open)
    }

    /// Whether a table that comes, or is renamed, has the name of one that went.
    fn takes_a_name(&self, open: &Open) -> bool {
        let renamed = self
            .version
            .actions
            .iter()
            .filter_map(|action| match action {
                Action::RenameTable { to, .. } => Some(to.as_ref()),
                _ => None,
            });
        let came = self
            .touched()
            .filter(|(table, _)| self.begins(table.lifetime));
        let came = came.filter_map(|(_, declared)| self.name_of(declared));
        renamed
            .chain(came)
            .any(|name| open.gone.contains(&name.to_ascii_lowercase()))
    }

    /// Whether a seed goes that only the stage has planted.
    fn ends_a_seed(&self, open: &Open) -> bool {
        self.schema
            .seeds
            .iter()
            .any(|it| self.ends(it.lifetime) && open.has(it.lifetime.since))
    }

    /// Whether a value is computed by a query, which may read whatever the stage has changed.
    fn reads_elsewhere(&self, open: &Open) -> bool {
        !open.is_untouched()
            && self.touched().any(|(table, _)| {
                self.beginning(table)
                    .any(|line| line.from.as_ref().is_some_and(|it| mentions(it, "select")))
            })
    }

    fn table_builds_on(&self, table: &'a Table, touched: &Touched, open: &Open) -> bool {
        if touched.has(Deed::Born) && !touched.has(Deed::Seeded) {
            return false;
        }
        let renamed = touched.has(Deed::Renamed) || self.renames_in(table);
        self.column_names(table)
            .any(|it| touched.gone.contains(&it))
            || self
                .beginning(table)
                .any(|line| touched.is_read_by(line, renamed))
            || self
                .changing(table)
                .any(|line| touched.has_seen(line, renamed))
            || self
                .ending(table)
                .any(|line| open.has(line.lifetime.since) && self.was_needed(table, line, open))
            || self.ends_a_condition(table, open)
            || (renamed && touched.has(Deed::Computed) && self.hides_a_name(table))
            || (self.changes_an_option(table) && touched.depends_on_options(table))
    }

    /// Whether a column goes that a `from` of the stage may read by a name which it never gets:
    /// what goes is not renamed any more.
    fn hides_a_name(&self, table: &'a Table) -> bool {
        self.ending(table)
            .any(|line| self.follower(table, &line.item).is_none())
    }

    /// Whether a line that came and went with the stage leaves something behind in the rows.
    fn was_needed(&self, table: &'a Table, line: &'a Lived<Column>, open: &Open) -> bool {
        let was = &line.item;
        let Some(is) = self.follower(table, was) else {
            return was.from.is_some();
        };
        let same = was.ty.is_same_word(&is.ty)
            && was.collate == is.collate
            && was.generated == is.generated
            && (!was.not_null || is.not_null);
        let came = came_with(open, table, line) && was.default != is.default;
        !same || was.from.is_some() || is.from.is_some() || came
    }

    /// Whether something ends that only the stage's rows had to meet.
    fn ends_a_condition(&self, table: &Table, open: &Open) -> bool {
        let over = |lifetime: Lifetime| self.ends(lifetime) && open.has(lifetime.since);
        table.constraints.iter().any(|it| over(it.lifetime))
            || table.options.iter().any(|it| over(it.lifetime))
            || table
                .indexes
                .iter()
                .any(|it| it.item.unique && over(it.lifetime))
    }

    /// Adds what the version changes to the stage.
    fn note(&self, open: &mut Open) {
        open.versions.push(self.version.number);
        for (table, declared) in self.touched() {
            if self.ends(table.lifetime) {
                open.gone.insert(table.name.to_ascii_lowercase());
            }
            open.touch(declared, &mut |it| self.note_table(table, it));
        }
        let seeds = self.timeline.at(self.version.number);
        for seed in seeds.iter().flat_map(|it| &it.seeds) {
            let model = self.schema.seeds.get(seed.declared);
            let is_new = model.is_some_and(|it| self.begins(it.lifetime));
            if let Some(declared) = self.declared(&seed.item.table).filter(|_| is_new) {
                open.touch(declared, &mut |it| it.deeds.push(Deed::Seeded));
            }
        }
        self.note_renames(open);
    }

    /// Adds what the version changes in a table, renames and seeds aside.
    fn note_table(&self, table: &'a Table, touched: &mut Touched) {
        touched.deeds.extend(self.deeds(table));
        for line in self.beginning(table) {
            touched.columns.insert(line.name.to_ascii_lowercase());
        }
        for line in self.ending(table) {
            touched.gone.insert(line.item.name.to_ascii_lowercase());
        }
        self.note_conditions(table, &mut touched.conditions);
    }

    /// What the version does to a table, renames and seeds aside.
    fn deeds(&self, table: &'a Table) -> impl Iterator<Item = Deed> {
        let computed = self.beginning(table).any(|it| it.from.is_some());
        let deeds = [
            (Deed::Born, self.begins(table.lifetime)),
            (Deed::Computed, computed),
            (Deed::Option, self.changes_an_option(table)),
        ];
        deeds
            .into_iter()
            .filter(|(_, done)| *done)
            .map(|(deed, _)| deed)
    }

    fn note_renames(&self, open: &mut Open) {
        for action in self.version.actions.iter() {
            let Action::RenameColumn { table, from, to } = action else {
                continue;
            };
            let shape = self.timeline.at(self.version.number);
            if let Some(table) = shape.and_then(|shape| shape.table(table)) {
                open.touch(table.declared, &mut |it| {
                    it.deeds.push(Deed::Renamed);
                    it.columns.insert(from.to_ascii_lowercase());
                    it.columns.insert(to.to_ascii_lowercase());
                });
            }
        }
    }

    /// Adds what rows must meet from this version on.
    fn note_conditions(&self, table: &'a Table, conditions: &mut Vec<Condition>) {
        let texts = |names: &[crate::model::Text]| {
            Condition::On(names.iter().map(ToString::to_string).collect())
        };
        for constraint in self.new_constraints(table) {
            conditions.push(match constraint {
                Constraint::PrimaryKey(key) => texts(&key.columns),
                Constraint::Unique(unique) => texts(&unique.columns),
                Constraint::ForeignKey(key) => texts(&key.columns),
                Constraint::Check(check) => Condition::On(vec![check.expression.to_string()]),
            });
        }
        for index in self.new_keys(table) {
            conditions.push(Condition::On(index.texts().map(str::to_owned).collect()));
        }
        if table.options.iter().any(|it| self.begins(it.lifetime)) {
            conditions.push(Condition::Strict);
        }
    }
}

/// Whether a line's column came with the stage, as this line or as one before it.
fn came_with<'a>(open: &Open, table: &'a Table, mut line: &'a Lived<Column>) -> bool {
    while open.has(line.lifetime.since) {
        let before = table.columns.iter().find(|it| {
            it.lifetime.until == Some(line.lifetime.since)
                && it.item.name.is_same_word(&line.item.name)
        });
        match before {
            Some(before) => line = before,
            None => return true,
        }
    }
    false
}
