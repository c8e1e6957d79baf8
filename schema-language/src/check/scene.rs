//! What the checks look at: every table as it stands from version to version, and who has a name when.

use std::{cell::RefCell, collections::BTreeSet, ptr};

use schema_core::{
    model,
    shape::{self, Shape, Timeline},
};

use super::{
    nodes::Nodes,
    relation::{Relation, Relations},
};
use crate::lower::{ColumnOrigin, ConstraintOrigin, Lowered, TableOrigin};

/// The declaration at all of its versions. They are numbered without holes.
pub(super) struct Scene<'a> {
    pub(super) lowered: &'a Lowered<'a>,
    pub(super) model: &'a model::Schema,
    pub(super) timeline: &'a Timeline,
    pub(super) relations: Relations,
    /// Parallel to the model's tables, oldest first.
    tables: Vec<Vec<Period<'a>>>,
    doubts: Nodes,
    /// What an error was reported at.
    reported: RefCell<Nodes>,
    /// Names of tables, in lower case, about which a rename is wrong.
    doubtful: RefCell<BTreeSet<String>>,
    /// Names that nothing has, each reported once however often it is used.
    unknown: RefCell<BTreeSet<String>>,
}

/// A table as it stands in some consecutive versions.
#[derive(Clone, Copy)]
pub(super) struct Period<'a> {
    /// The first of the versions.
    pub(super) since: i64,
    /// The last of the versions.
    pub(super) last: i64,
    pub(super) table: &'a shape::Table,
    pub(super) model: &'a model::Table,
    pub(super) origin: &'a TableOrigin<'a>,
}

/// A table before and after a version that changes it.
#[derive(Clone, Copy)]
pub(super) struct Change<'a> {
    pub(super) before: Period<'a>,
    pub(super) after: Period<'a>,
}

impl<'a> Scene<'a> {
    /// `doubts` are tables and other things in which a mistake was found that explains others.
    pub(super) fn new(lowered: &'a Lowered<'a>, timeline: &'a Timeline, doubts: Nodes) -> Self {
        let model = &lowered.model;
        let mut tables = vec![Vec::new(); model.tables.len()];
        for shape in timeline.shapes() {
            note_tables(&mut tables, shape, lowered);
        }
        Self {
            lowered,
            model,
            timeline,
            relations: Relations::of(timeline),
            tables,
            doubts,
            reported: RefCell::default(),
            doubtful: RefCell::default(),
            unknown: RefCell::default(),
        }
    }

    /// Whether nothing was reported at a node so far. From now on something was.
    ///
    /// A node may be looked at many times, for each version and for each element of a template; and
    /// a second mistake at one place mostly follows from the first.
    pub(super) fn first<T>(&self, node: &T) -> bool {
        self.reported.borrow_mut().insert(node)
    }

    /// The same for a node of which only the address is known.
    pub(super) fn first_address(&self, node: *const ()) -> bool {
        self.reported.borrow_mut().insert_address(node)
    }

    /// Puts a table in doubt, by the name that a version gives it.
    pub(super) fn doubt_table(&self, name: &str, version: i64) {
        self.doubt_name(name);
        if let Some(period) = self.table_named(name, version) {
            self.first(period.origin.syntax);
        }
    }

    /// Puts a name in doubt, so that nobody is told that it is missing.
    pub(super) fn doubt_name(&self, name: &str) {
        self.doubtful.borrow_mut().insert(name.to_ascii_lowercase());
    }

    /// Whether nothing is known to be wrong with a name of a table.
    pub(super) fn trusts_name(&self, name: &str) -> bool {
        !self.doubtful.borrow().contains(&name.to_ascii_lowercase())
    }

    /// Whether this is the first use of a name that nothing has.
    pub(super) fn first_unknown(&self, name: &str) -> bool {
        self.unknown.borrow_mut().insert(name.to_ascii_lowercase())
    }

    /// Whether nothing is known to be wrong with a thing.
    pub(super) fn trusts<T>(&self, node: &T) -> bool {
        !self.doubts.contains(node) && !self.reported.borrow().contains(node)
    }

    /// Whether a table was read whole, and nothing is known to be wrong with it.
    pub(super) fn trusts_table(&self, declared: usize) -> bool {
        let origin = self.lowered.tables.get(declared);
        origin.is_some_and(|it| !it.incomplete && self.trusts(it.syntax))
    }

    /// The table that the model declares at this index, from its oldest version to its newest.
    pub(super) fn periods_of(&self, declared: usize) -> &[Period<'a>] {
        self.tables.get(declared).map_or(&[], Vec::as_slice)
    }

    /// Every table that can be trusted, the newest versions first: names are those of the newest.
    pub(super) fn periods(&self) -> impl Iterator<Item = Period<'a>> {
        let tables = self.tables.iter().enumerate();
        tables
            .filter(|(declared, _)| self.trusts_table(*declared))
            .flat_map(|(_, periods)| periods.iter().rev().copied())
    }

    /// Every table that can be trusted, each period with the one that follows it.
    pub(super) fn periods_and_next(
        &self,
    ) -> impl Iterator<Item = (Period<'a>, Option<Period<'a>>)> {
        let mut next: Option<Period<'a>> = None;
        self.periods().map(move |period| {
            let same = |it: &Period<'a>| it.table.declared == period.table.declared;
            let pair = (period, next.filter(same));
            next = Some(period);
            pair
        })
    }

    /// Every change of a table that can be trusted.
    pub(super) fn changes(&self) -> impl Iterator<Item = Change<'a>> {
        let tables = self.tables.iter().enumerate();
        tables
            .filter(|(declared, _)| self.trusts_table(*declared))
            .flat_map(|(_, periods)| periods.windows(2))
            .filter_map(|pair| match pair {
                [before, after] => Some(Change {
                    before: *before,
                    after: *after,
                }),
                _ => None,
            })
    }

    /// The table that the model declares at this index, at a version.
    pub(super) fn table_at(&self, declared: usize, version: i64) -> Option<Period<'a>> {
        let periods = self.periods_of(declared);
        let at = periods.partition_point(|it| it.last < version);
        periods.get(at).filter(|it| it.since <= version).copied()
    }

    /// The table that has this name at a version.
    pub(super) fn table_named(&self, name: &str, version: i64) -> Option<Period<'a>> {
        match self.relations.at(name, version)? {
            Relation::Table(declared) => self.table_at(declared, version),
            Relation::View(_) | Relation::VirtualTable(_) => None,
        }
    }

    /// The names of the tables at a version.
    pub(super) fn table_names(&self, version: i64) -> Vec<&str> {
        let shape = self.timeline.at(version);
        let tables = shape.map_or(&[][..], |shape| &shape.tables);
        tables.iter().map(|it| it.name.as_str()).collect()
    }

    /// Whether the version has a data step that may concern the table.
    pub(super) fn moves_data(&self, version: i64, table: &str) -> bool {
        let version = self.model.version(version);
        let mut actions = version.iter().flat_map(|it| it.actions.iter());
        actions.any(|action| match action {
            model::Action::Run(_) => true,
            model::Action::Sql(sql) => shape::mentions(sql, table),
            model::Action::RenameTable { .. } | model::Action::RenameColumn { .. } => false,
        })
    }

    /// Whether the version has a data step in Rust, which can give any column a value.
    pub(super) fn runs_code(&self, version: i64) -> bool {
        let version = self.model.version(version);
        let mut actions = version.iter().flat_map(|it| it.actions.iter());
        actions.any(|action| matches!(action, model::Action::Run(_)))
    }
}

/// Adds a version: a table that is as it was stays in its period.
fn note_tables<'a>(tables: &mut [Vec<Period<'a>>], shape: &'a Shape, lowered: &'a Lowered<'a>) {
    for table in &shape.tables {
        let declared = table.declared;
        let (Some(periods), Some(model), Some(origin)) = (
            tables.get_mut(declared),
            lowered.model.tables.get(declared),
            lowered.tables.get(declared),
        ) else {
            continue;
        };
        match periods.last_mut() {
            Some(period) if ptr::eq(period.table, &raw const **table) => {
                period.last = shape.version;
            }
            _ => periods.push(Period {
                since: shape.version,
                last: shape.version,
                table,
                model,
                origin,
            }),
        }
    }
}

impl<'a> Period<'a> {
    /// The names of the columns.
    pub(super) fn columns(&self) -> Vec<&'a str> {
        let columns = self.table.columns.iter();
        columns.map(|it| it.item.name.as_ref()).collect()
    }

    /// Where a column line was written.
    pub(super) fn column(&self, line: &shape::ColumnLine) -> Option<ColumnOrigin<'a>> {
        self.origin.columns.get(line.declared).copied()
    }

    /// The constraints, and where each was written.
    pub(super) fn constraints(
        self,
    ) -> impl Iterator<Item = (&'a model::Constraint, ConstraintOrigin<'a>)> {
        let origin = self.origin;
        let constraints = self.table.constraints.iter();
        constraints.filter_map(|it| Some((&it.item, *origin.constraints.get(it.declared)?)))
    }

    /// The constraints that another period doesn't have.
    pub(super) fn constraints_beside(
        self,
        other: Period<'a>,
    ) -> impl Iterator<Item = (&'a model::Constraint, ConstraintOrigin<'a>)> {
        let origin = self.origin;
        let has = move |declared: usize| {
            let constraints = &other.table.constraints;
            constraints
                .binary_search_by_key(&declared, |it| it.declared)
                .is_ok()
        };
        let constraints = self.table.constraints.iter();
        constraints
            .filter(move |it| !has(it.declared))
            .filter_map(|it| Some((&it.item, *origin.constraints.get(it.declared)?)))
    }

    /// Whether another period has every column line.
    pub(super) fn has_lines_of(&self, other: &Period<'_>) -> bool {
        let lines = &self.table.columns;
        let has = |line: &shape::ColumnLine| {
            lines
                .binary_search_by_key(&line.declared, |it| it.declared)
                .is_ok()
        };
        other.table.columns.iter().all(has)
    }

    /// The indexes, and where each was written.
    pub(super) fn indexes(
        self,
    ) -> impl Iterator<Item = (&'a model::Index, &'a crate::syntax::Index)> {
        let origin = self.origin;
        let indexes = self.table.indexes.iter();
        indexes.filter_map(|it| Some((&it.item, *origin.indexes.get(it.declared)?)))
    }
}
