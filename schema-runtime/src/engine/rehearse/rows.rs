//! Rows before and after a stage: what the declaration keeps must still be there.

use std::{collections::HashMap, sync::Arc};

use rusqlite::{Connection, types::ValueRef};

use schema_core::{
    plan::{self, Stage, TableChange},
    shape::{ColumnLine, Shape, Table},
    sql::Names,
};

use super::{guard::Moved, touched::moves_data};
use crate::engine::{
    connection::in_main,
    error::{RehearsalError, Rehearsed},
};

/// A value with its storage class.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Null,
    Integer(i64),
    /// The bits of the number.
    Real(u64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

impl From<ValueRef<'_>> for Cell {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number.to_bits()),
            ValueRef::Text(text) => Self::Text(text.to_vec()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }
}

/// Stands for the rowid of a table without a key, which is kept like a column.
const ROWID: usize = usize::MAX;

/// Some columns of all rows of a table, the rows in the order of their values.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// The identities of the columns.
    columns: Vec<usize>,
    rows: Vec<Vec<Cell>>,
}

impl Rows {
    /// Reads the columns with these identities.
    pub(super) fn read(
        connection: &Connection,
        table: &Table,
        columns: &[usize],
    ) -> Rehearsed<Self> {
        let names = columns.iter().filter_map(|it| match *it {
            ROWID => plan::rowid_name(&[table]),
            column => Some(table.column_by_identity(column)?.item.name.as_ref()),
        });
        let names: Vec<&str> = names.collect();
        // A table that keeps no column still has its number of rows.
        let selected = match names.as_slice() {
            [] => "NULL".to_owned(),
            names => Names(names).to_string(),
        };
        let sql = format!("SELECT {selected} FROM {}", in_main(&table.name));
        let mut statement = connection.prepare(&sql)?;
        let width = names.len();
        let rows = statement.query_map([], |row| {
            let cells = (0..width).map(|at| row.get_ref(at).map(Cell::from));
            cells.collect()
        })?;
        let mut rows: Vec<Vec<Cell>> = rows.collect::<rusqlite::Result<_>>()?;
        rows.sort_unstable();
        let columns = columns.to_vec();
        Ok(Self { columns, rows })
    }

    /// The same rows with the wanted columns only.
    fn only(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let keep = |at: usize| self.columns.get(at).is_some_and(|it| wanted(*it));
        let row = |row: &Vec<Cell>| -> Vec<Cell> {
            let cells = row.iter().enumerate().filter(|(at, _)| keep(*at));
            cells.map(|(_, cell)| cell.clone()).collect()
        };
        let mut rows: Vec<Vec<Cell>> = self.rows.iter().map(row).collect();
        rows.sort_unstable();
        let columns = self.columns.iter().copied().filter(|it| wanted(*it));
        Self {
            columns: columns.collect(),
            rows,
        }
    }

    /// Whether each of these rows is among the others, as often as it is here.
    pub(super) fn are_among(&self, others: &Self) -> bool {
        let mut others = others.rows.iter();
        self.rows.iter().all(|row| others.any(|it| it == row))
    }
}

/// What must survive a stage, by the model's tables.
pub(super) fn before(connection: &Connection, stage: &Stage) -> Rehearsed<HashMap<usize, Rows>> {
    let moves_data = moves_data(stage);
    let pairs = stage.before.tables.iter().filter_map(|old| {
        let new = stage.after.declared_table(old.declared)?;
        (moves_data || !Arc::ptr_eq(old, new)).then_some((old, new))
    });
    let read = pairs.map(|(old, new)| {
        let kept = old.columns.iter().filter(|it| is_kept(it, old, new));
        let change = TableChange { old, new };
        let rowid = plan::kept_rowid(&change).map(|_| ROWID);
        let kept: Vec<usize> = kept.map(|it| it.identity).chain(rowid).collect();
        Ok((old.declared, Rows::read(connection, old, &kept)?))
    });
    read.collect()
}

/// Whether every value of a column stays what it was.
fn is_kept(line: &ColumnLine, old: &Table, new: &Table) -> bool {
    let Some(follower) = new.column_by_identity(line.identity) else {
        return false;
    };
    let (was, is) = (&line.item, &follower.item);
    let converts = old.strict != new.strict && is.ty.eq_ignore_ascii_case("ANY");
    let is_same_line = line.declared == follower.declared;
    let says_the_same = was.ty.eq_ignore_ascii_case(&is.ty) && is.from.is_none();
    let is_computed = was.generated.is_some() || is.generated.is_some();
    (is_same_line || says_the_same) && !is_computed && !converts
}

/// Refuses a stage that lost rows or changed values, unless its own data steps did.
pub(super) fn check(
    connection: &Connection,
    stage: &Stage,
    before: &HashMap<usize, Rows>,
    moved: &Moved,
) -> Rehearsed<()> {
    let undeleted = before.iter().filter(|(it, _)| !moved.deletes_from(**it));
    for (declared, before) in undeleted {
        let Some(table) = stage.after.declared_table(*declared) else {
            continue;
        };
        let before = before.only(|column| !moved.updates(*declared, column));
        let after = Rows::read(connection, table, &before.columns)?;
        if !before.are_among(&after) {
            return Err(lost(&stage.after, table, &before, &after));
        }
    }
    Ok(())
}

/// What is wrong with rows that should have survived.
fn lost(shape: &Shape, table: &Table, before: &Rows, after: &Rows) -> RehearsalError {
    let (version, name) = (shape.version, table.name.clone());
    if after.rows.len() < before.rows.len() {
        return RehearsalError::RowsLost {
            version,
            table: name,
        };
    }
    let mut columns = before.columns.iter();
    let changed = columns.find(|column| {
        let is = |it: usize| it == **column;
        !before.only(is).are_among(&after.only(is))
    });
    let column = changed.and_then(|it| table.column_by_identity(*it));
    RehearsalError::ValuesChanged {
        version,
        table: name,
        column: column.map(|it| it.item.name.to_string()),
    }
}
