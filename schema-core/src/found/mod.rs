//! What a file has, read from the `CREATE` statements that SQLite keeps, and how it differs from
//! what is declared.

mod candidate;
mod compare;
mod cursor;
mod difference;
mod object;
mod recognise;
mod reshape;
mod strings;
mod table;

use std::sync::Arc;

use crate::{
    model::{Constraint, Index, Schema, Text, Trigger, View, VirtualTable},
    shape::{Shape, Table, Traced},
    sql::SameWord,
};

pub use self::candidate::{Candidate, Candidates, differ_in_rows};
pub use self::{
    compare::{compare, compare_table, compare_unless},
    difference::{Difference, Kind},
    object::{read_index, read_trigger, read_view, read_virtual_table},
    recognise::{missing_from, recognise, recognise_ahead, stands_as, with_standing},
    reshape::Reshape,
    table::read_table,
};

/// The objects of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Tables, without those that belong to a virtual table or to SQLite.
    pub tables: Vec<FoundTable>,
    /// Virtual tables.
    pub virtual_tables: Vec<VirtualTable>,
    /// Views.
    pub views: Vec<View>,
    /// Triggers.
    pub triggers: Vec<Trigger>,
    /// Objects whose text could not be read, by name.
    pub unreadable: Vec<String>,
}

/// A table of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundTable {
    /// What it declares. The indices of its parts mean nothing.
    pub table: Table,
}

impl FoundTable {
    /// Adds an index that was read.
    pub fn push_index(&mut self, mut index: Index) {
        strings::in_index(&mut index, &self.table);
        let declared = self.table.indexes.len();
        let item = index;
        self.table.indexes.push(Traced { declared, item });
    }
}

impl Found {
    /// What a file of this shape has.
    pub(crate) fn of(shape: &Shape) -> Self {
        let table = |table: &Arc<Table>| FoundTable {
            table: Table::clone(table),
        };
        let virtual_tables = shape.virtual_tables.iter();
        Self {
            tables: shape.tables.iter().map(table).collect(),
            virtual_tables: virtual_tables.map(|it| it.item.clone()).collect(),
            views: shape.views.iter().map(|it| it.item.clone()).collect(),
            triggers: shape.triggers.iter().map(|it| it.item.clone()).collect(),
            unreadable: Vec::new(),
        }
    }

    /// The views and triggers that a file of this shape has.
    #[must_use]
    pub fn of_objects(shape: &Shape) -> Self {
        Self {
            views: shape.views.iter().map(|it| it.item.clone()).collect(),
            triggers: shape.triggers.iter().map(|it| it.item.clone()).collect(),
            ..Self::default()
        }
    }

    /// The table with this name, as SQLite compares names.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&FoundTable> {
        self.tables
            .iter()
            .find(|it| it.table.name.is_same_word(name))
    }

    /// The index with this name, with its table's name.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<(&str, &Index)> {
        self.tables.iter().find_map(|it| {
            let index = it
                .table
                .indexes
                .iter()
                .find(|it| it.item.name.is_same_word(name))?;
            Some((it.table.name.as_str(), &index.item))
        })
    }

    /// Reads references to a legacy table as references to the table it should have become, where
    /// both stand: adoption leaves both, and with them the references that other tables had.
    pub fn read_legacy_parents(&mut self, schema: &Schema) {
        for (from, names) in schema.legacy_renames() {
            let stands = |name: &&&Text| self.table(name).is_some();
            let Some(to) = names.iter().rev().find(stands) else {
                continue;
            };
            if self.table(from).is_none() {
                continue;
            }
            let tables = self.tables.iter_mut();
            let others = tables.filter(|it| !it.table.name.is_same_word(from));
            for constraint in others.flat_map(|it| &mut it.table.constraints) {
                match &mut constraint.item {
                    Constraint::ForeignKey(key) if key.table.is_same_word(from) => {
                        key.table.clone_from(to);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether the file has nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names().next().is_none() && self.unreadable.is_empty()
    }

    /// Whether something of this name stands that could not be read.
    #[must_use]
    pub fn is_unreadable(&self, name: &str) -> bool {
        self.unreadable.iter().any(|it| it.is_same_word(name))
    }

    /// The names of tables, virtual tables and views.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let tables = self.tables.iter().map(|it| it.table.name.as_str());
        let virtual_tables = self.virtual_tables.iter().map(|it| it.name.as_ref());
        tables
            .chain(virtual_tables)
            .chain(self.views.iter().map(|it| it.name.as_ref()))
    }
}
