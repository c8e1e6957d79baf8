//! Which versions are done in one stage.
//!
//! A stage goes from the shape before its first version to the shape after its last, so a table is
//! rebuilt once however many of its versions change it, and its rows never see the shapes in between.
//! That makes no difference as long as no two versions of a stage have to do with one column: a
//! version that has begins a new stage. What reads or writes more than a table's own columns is a stage
//! of its own. Some merges that would be harmless are given up for a rule that can be seen to be right.

use crate::{
    model::{Lifetime, Schema, Version},
    shape::{Shape, Table, Timeline, mentions},
    sql::NameSet,
};

use super::touched::Touched;

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
        let change = VersionChange::of(schema, timeline, version);
        if last.is_some() && (change.is_alone || open.meets(&change)) {
            return last;
        }
        last = Some(version.number);
        if change.is_alone {
            return last;
        }
        open.add(change);
    }
    last
}

/// What a version changes, by the names that it has.
#[derive(Default)]
struct VersionChange {
    /// Whether it renames, runs SQL or code, or computes a value from more than the row.
    is_alone: bool,
    /// The tables that it changes while rows may stand in them, as indices.
    tables: Tables,
    /// The tables that come, as indices.
    born: Vec<usize>,
    /// The names of tables that come.
    came: NameSet,
    /// The names of tables that go.
    gone: NameSet,
}

impl VersionChange {
    fn of(schema: &Schema, timeline: &Timeline, version: &Version) -> Self {
        let number = version.number;
        let mut change = Self {
            is_alone: !version.actions.is_empty(),
            ..Self::default()
        };
        let shape = |number: i64| timeline.at(number);
        for declared in timeline.concerned(number) {
            let table = |number: i64| shape(number)?.declared_table(*declared).map(AsRef::as_ref);
            change.note(*declared, table(number - 1), table(number));
        }
        for shape in [shape(number - 1), shape(number)].into_iter().flatten() {
            change.note_seeds(schema, shape, number);
        }
        if let (Some(before), Some(after)) = (shape(number - 1), shape(number)) {
            change.note_virtual_tables(before, after);
        }
        change
    }

    fn note(&mut self, declared: usize, before: Option<&Table>, after: Option<&Table>) {
        match (before, after) {
            (Some(before), Some(after)) => {
                self.is_alone |= queries(before, after);
                self.tables.add(declared, Touched::between(before, after));
            }
            (None, Some(after)) => {
                self.born.push(declared);
                self.came.insert(&after.name);
            }
            (Some(before), None) => {
                self.gone.insert(&before.name);
            }
            (None, None) => {}
        }
    }

    /// A virtual table that takes over the rows of another of its name needs a stage of its own, lest
    /// the rows skip a form.
    fn note_virtual_tables(&mut self, before: &Shape, after: &Shape) {
        let beside = |these: &Shape, others: &Shape| -> NameSet {
            let is_there = |declared: usize| {
                let mut others = others.virtual_tables.iter();
                others.any(|it| it.declared == declared)
            };
            let own = these
                .virtual_tables
                .iter()
                .filter(|it| !is_there(it.declared));
            own.map(|it| it.item.name.as_ref()).collect()
        };
        let (came, gone) = (beside(after, before), beside(before, after));
        self.is_alone |= came.meets(&gone);
        self.came.add(&came);
        self.gone.add(&gone);
    }

    /// Rows that come or are no longer declared: what one holds is in every column.
    fn note_seeds(&mut self, schema: &Schema, shape: &Shape, number: i64) {
        let ends = |seed: usize| {
            let seed = schema.seeds.get(seed);
            seed.is_some_and(|it| is_end(it.lifetime, number))
        };
        let seeds = shape.seeds.iter().filter(|it| ends(it.declared));
        let tables = seeds.filter_map(|it| shape.table(&it.item.table));
        for table in tables {
            self.tables.add(table.declared, Touched::Whole);
        }
    }
}

/// What is touched of each table, in the order of their indices.
#[derive(Default)]
struct Tables(Vec<(usize, Touched)>);

impl Tables {
    fn place(&self, table: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&table, |(it, _)| *it)
    }

    fn get(&self, table: usize) -> Option<&Touched> {
        let (_, touched) = self.0.get(self.place(table).ok()?)?;
        Some(touched)
    }

    fn add(&mut self, table: usize, touched: Touched) {
        match self.place(table) {
            Ok(at) => {
                if let Some((_, it)) = self.0.get_mut(at) {
                    it.add(touched);
                }
            }
            Err(at) => self.0.insert(at, (table, touched)),
        }
    }
}

/// Whether a value for the rows that stand is computed from more than the row.
fn queries(before: &Table, after: &Table) -> bool {
    let stood = |line: usize| before.columns.iter().any(|it| it.declared == line);
    let mut new = after.columns.iter().filter(|it| !stood(it.declared));
    new.any(|it| {
        it.item
            .from
            .as_ref()
            .is_some_and(|it| mentions(it, "select"))
    })
}

fn is_end(lifetime: Lifetime, number: i64) -> bool {
    lifetime.since == number || lifetime.until == Some(number)
}

/// What the versions of an unfinished stage have changed.
#[derive(Default)]
struct Open {
    /// The tables that came with the stage, as indices: they have no rows but seeds.
    born: Vec<usize>,
    tables: Tables,
    gone: NameSet,
}

impl Open {
    /// Whether a version has to do with what the stage has changed.
    fn meets(&self, change: &VersionChange) -> bool {
        let mut tables = change.tables.0.iter();
        self.gone.meets(&change.came)
            || tables
                .any(|(table, touched)| self.tables.get(*table).is_some_and(|it| it.meets(touched)))
    }

    fn add(&mut self, change: VersionChange) {
        self.gone.add(&change.gone);
        self.born.extend(change.born);
        for (table, touched) in change.tables.0 {
            if touched == Touched::Whole || !self.born.contains(&table) {
                self.tables.add(table, touched);
            }
        }
    }
}
