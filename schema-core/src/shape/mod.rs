//! What a schema looks like at one version.

mod carried;
mod early;
mod mentions;
mod owner;
mod pairs;
mod rename;
mod rename_text;
mod renames;
mod sources;
mod timeline;

use crate::sql::SameWord;
use std::sync::Arc;

use crate::model::{
    Check, Column, Constraint, ForeignKey, Index, PrimaryKey, Schema, Seed, Term, Text, Trigger,
    Unique, View, VirtualTable,
};

pub(crate) use self::early::insert;
pub use self::{
    mentions::mentions,
    owner::owner,
    pairs::{Pair, pairs},
    renames::{Ambiguous, Place},
    timeline::Timeline,
};

/// Everything that one version has, by the names that it has then.
///
/// Versions share the tables that don't differ, and copies share everything, so a long history costs what
/// its changes cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The version; 0 for what was found in a file.
    pub version: i64,
    /// The mark in the file's header.
    pub application_id: Option<i32>,
    /// Tables, in the order of their declaration.
    pub tables: Vec<Arc<Table>>,
    /// Virtual tables.
    pub virtual_tables: Arc<Vec<Traced<VirtualTable>>>,
    /// Views.
    pub views: Arc<Vec<Traced<View>>>,
    /// Triggers.
    pub triggers: Arc<Vec<Traced<Trigger>>>,
    /// Rows that belong to the schema.
    pub seeds: Arc<Vec<Traced<Seed>>>,
}

/// A part of a shape, with the index of what declares it in the model's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced<T> {
    /// The index in the list of the model.
    pub declared: usize,
    /// The part, by the names of the version.
    pub item: T,
}

/// A table at one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The index in the model's tables.
    pub declared: usize,
    /// Its name.
    pub name: String,
    /// Its columns, in the order of their declaration.
    pub columns: Vec<ColumnLine>,
    /// Its constraints.
    pub constraints: Vec<Traced<Constraint>>,
    /// Whether values must have the declared types.
    pub strict: bool,
    /// Whether the primary key is the storage key.
    pub without_rowid: bool,
    /// Its indexes.
    pub indexes: Vec<Traced<Index>>,
}

/// A column at one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLine {
    /// The index of the line in the model's columns.
    pub declared: usize,
    /// The index of the last line that declares the same column: its identity.
    pub identity: usize,
    /// The column.
    pub item: Column,
}

impl Schema {
    /// The schema at `version`; a version beyond the history's ends is the nearest one.
    #[must_use]
    pub fn shape(&self, version: i64) -> Shape {
        Timeline::since(self, version).into_oldest()
    }

    /// The schema at its newest version.
    #[must_use]
    pub fn newest_shape(&self) -> Shape {
        self.shape(self.newest_version())
    }
}

impl Shape {
    /// The table with this name, as SQLite compares names.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Arc<Table>> {
        self.tables
            .iter()
            .find(|table| table.name.is_same_word(name))
    }

    /// The table that the model declares at this index.
    #[must_use]
    pub fn declared_table(&self, declared: usize) -> Option<&Arc<Table>> {
        let at = self
            .tables
            .binary_search_by_key(&declared, |table| table.declared)
            .ok()?;
        self.tables.get(at)
    }

    /// The names of all tables, views and virtual tables.
    pub fn relation_names(&self) -> impl Iterator<Item = &str> {
        let tables = self.tables.iter().map(|it| it.name.as_str());
        let views = self.views.iter().map(|it| it.item.name.as_ref());
        let virtual_tables = self.virtual_tables.iter().map(|it| it.item.name.as_ref());
        tables.chain(views).chain(virtual_tables)
    }
}

impl Table {
    /// The column with this name, as SQLite compares names.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnLine> {
        self.columns
            .iter()
            .find(|column| column.item.name.is_same_word(name))
    }

    /// The column with this identity.
    #[must_use]
    pub fn column_by_identity(&self, identity: usize) -> Option<&ColumnLine> {
        self.columns
            .iter()
            .find(|column| column.identity == identity)
    }

    /// The primary key.
    #[must_use]
    pub fn primary_key(&self) -> Option<&PrimaryKey> {
        self.constraints.iter().find_map(|it| match &it.item {
            Constraint::PrimaryKey(key) => Some(key),
            _ => None,
        })
    }

    /// The further keys that are constraints.
    pub fn uniques(&self) -> impl Iterator<Item = &Unique> {
        self.constraints.iter().filter_map(|it| match &it.item {
            Constraint::Unique(unique) => Some(unique),
            _ => None,
        })
    }

    /// The foreign keys.
    pub fn foreign_keys(&self) -> impl Iterator<Item = &ForeignKey> {
        self.constraints.iter().filter_map(|it| match &it.item {
            Constraint::ForeignKey(key) => Some(key),
            _ => None,
        })
    }

    /// The checks.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.constraints.iter().filter_map(|it| match &it.item {
            Constraint::Check(check) => Some(check),
            _ => None,
        })
    }

    /// The column that is another name for the rowid, if there is one.
    ///
    /// `INTEGER PRIMARY KEY DESC` at a column is none, which SQLite calls an early mistake that it has to
    /// keep; on a line of its own, `DESC` would mean nothing, and readers leave it out.
    #[must_use]
    pub fn rowid_key(&self) -> Option<&ColumnLine> {
        let is_descending = |key: &&PrimaryKey| key.sorting.iter().any(|it| it.descending);
        let key = self.primary_key().filter(|_| !self.without_rowid)?;
        let key = Some(key).filter(|it| !is_descending(it))?;
        let [name] = key.columns.as_ref() else {
            return None;
        };
        self.column(name)
            .filter(|column| column.item.ty.is_same_word("INTEGER"))
    }

    /// The rowid key with what it refers to, if it is a reference: then it must be given, because what SQLite would choose is
    /// the key of another row's parent.
    #[must_use]
    pub fn given_key(&self) -> Option<(&ColumnLine, &ForeignKey)> {
        let key = self.rowid_key()?;
        let is_key = |it: &Text| it.is_same_word(&key.item.name);
        let mut keys = self.foreign_keys();
        let reference = keys.find(|it| it.columns.iter().any(is_key))?;
        Some((key, reference))
    }

    /// Whether `CREATE TABLE` declares these columns, in whatever order, as a key that tells values apart as
    /// the columns do.
    #[must_use]
    pub fn declares_key(&self, columns: &[Text]) -> bool {
        let collates_so = |unique: &&Unique| {
            let mut sorted = unique.columns.iter().zip(unique.sorting.iter());
            sorted.all(|(name, it)| self.collates_so(name, it.collate.as_ref()))
        };
        let primary = self.primary_key().map(|it| &it.columns);
        let uniques = self.uniques().filter(collates_so);
        let mut keys = primary.into_iter().chain(uniques.map(|it| &it.columns));
        keys.any(|it| same_columns(it.iter(), columns))
    }

    /// Whether SQLite takes these columns for a key that a reference can refer to: one that is declared,
    /// or a unique index over all rows.
    #[must_use]
    pub fn has_key(&self, columns: &[Text]) -> bool {
        let indexes = self.indexes.iter().map(|it| &it.item);
        let mut whole = indexes.filter(|it| it.unique && it.filter.is_none());
        self.declares_key(columns)
            || whole.any(|index| {
                let terms = index.columns.iter().map(|it| match &it.term {
                    Term::Column(name) if self.collates_so(name, it.collate.as_ref()) => Some(name),
                    _ => None,
                });
                let terms: Option<Vec<&Text>> = terms.collect();
                terms.is_some_and(|it| same_columns(it.into_iter(), columns))
            })
    }

    /// Whether an index sorts a column as the column itself says.
    fn collates_so(&self, column: &str, collate: Option<&Text>) -> bool {
        let own = self.column(column).and_then(|it| it.item.collate.as_ref());
        let own = own.map_or("BINARY", AsRef::as_ref);
        collate.is_none_or(|it| it.is_same_word(own))
    }
}

/// Whether both are the same columns, in whatever order.
#[must_use]
pub fn same_columns<'a>(one: impl Iterator<Item = &'a Text>, other: &[Text]) -> bool {
    let mut count = 0;
    let all = one
        .inspect(|_| count += 1)
        .all(|it| other.iter().any(|other| other.is_same_word(it)));
    all && count == other.len()
}
