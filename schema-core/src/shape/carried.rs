//! Columns of the file's own, which the caller wants to keep.

use std::sync::Arc;

use crate::{model::Constraint, sql::SameWord};

use super::{ColumnLine, Table, Timeline, Traced, owner::owner};

/// Where the indices of what is not declared begin. No declaration has that many lines.
const UNDECLARED: usize = usize::MAX / 2;

impl Timeline {
    /// Gives the columns of `found` that no version declares, with their own constraints, to
    /// every version that has the table with this index.
    pub fn carry_columns(&mut self, declared: usize, found: &Table) {
        let tables = self
            .shapes
            .iter()
            .filter_map(|it| it.declared_table(declared));
        let known: Vec<&Arc<Table>> = tables.collect();
        let is_own = |line: &&ColumnLine| {
            let name = &line.item.name;
            known.iter().all(|it| it.column(name).is_none())
        };
        let columns: Vec<ColumnLine> = found.columns.iter().filter(is_own).cloned().collect();
        let is_own = |it: &&Traced<Constraint>| {
            let name = owner(&it.item);
            name.is_some_and(|name| columns.iter().any(|it| it.item.name.is_same_word(name)))
        };
        let constraints: Vec<_> = found.constraints.iter().filter(is_own).cloned().collect();
        if columns.is_empty() {
            return;
        }
        for shape in &mut self.shapes {
            let at = shape
                .tables
                .binary_search_by_key(&declared, |it| it.declared);
            if let Some(table) = at.ok().and_then(|at| shape.tables.get_mut(at)) {
                carry(Arc::make_mut(table), &columns, &constraints);
            }
        }
    }
}

fn carry(table: &mut Table, columns: &[ColumnLine], constraints: &[Traced<Constraint>]) {
    for (declared, column) in (UNDECLARED..).zip(columns) {
        let (identity, item) = (declared, column.item.clone());
        table.columns.push(ColumnLine {
            declared,
            identity,
            item,
        });
    }
    for (declared, constraint) in (UNDECLARED..).zip(constraints) {
        let item = constraint.item.clone();
        table.constraints.push(Traced { declared, item });
    }
}
