//! Tables that both shapes have.

use std::sync::Arc;

use crate::shape::{ColumnLine, Shape};

use super::{
    change::{TableChange, why_rebuild},
    rebuild::{column_order, untangled},
    rename::{Order, order},
    shortcut::is_faster,
    virtual_table,
};

/// A table that both shapes have.
pub(super) struct Kept<'a> {
    pub(super) change: TableChange<'a>,
    /// Whether it is built anew.
    pub(super) rebuild: bool,
    /// Whether that is only because it is faster.
    pub(super) by_choice: bool,
    pub(super) columns: Order,
}

impl<'a> Kept<'a> {
    pub(super) fn new(change: TableChange<'a>) -> Self {
        // Most versions leave most tables as they are.
        if Arc::ptr_eq(change.old, change.new) {
            return Self {
                rebuild: false,
                by_choice: false,
                columns: Order::default(),
                change,
            };
        }
        Self {
            rebuild: why_rebuild(&change).is_some() || untangled(&change).is_some(),
            by_choice: false,
            columns: column_order(&change),
            change,
        }
    }

    /// Takes the shortcut, if there is one.
    pub(super) fn hurried(self, before: &Shape, after: &Shape) -> Self {
        let by_choice = !self.rebuild && is_faster(&self.change, before, after);
        Self {
            rebuild: self.rebuild || by_choice,
            by_choice,
            ..self
        }
    }

    /// The name that an old column has when the renames are done.
    pub(super) fn live(&self, line: &ColumnLine) -> String {
        match self.change.new.column_by_identity(line.identity) {
            Some(new) => new.item.name.to_string(),
            None => self.columns.current(&line.item.name).to_owned(),
        }
    }

    pub(super) fn disturbs(&self) -> bool {
        self.rebuild || !self.columns.renames.is_empty() || self.change.dropped().next().is_some()
    }
}

/// The order in which tables are renamed.
pub(super) fn table_order(before: &Shape, after: &Shape, kept: &[Kept<'_>]) -> Order {
    let names = |shape: &'_ Shape, other: &Shape| -> Vec<String> {
        let only = shape
            .tables
            .iter()
            .filter(|it| other.declared_table(it.declared).is_none());
        only.map(|it| it.name.clone()).collect()
    };
    let tables = kept
        .iter()
        .map(|Kept { change, .. }| (change.old.name.clone(), change.new.name.clone()));
    let virtual_tables = virtual_table::renamed(before, after)
        .map(|(old, new)| (old.name.to_string(), new.name.to_string()));
    let renamed = tables.chain(virtual_tables);
    let (leaving, coming) = (names(before, after), names(after, before));
    order(renamed.collect(), &leaving, &coming)
}
