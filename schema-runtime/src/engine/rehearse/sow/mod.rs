//! Rows for the rehearsal: two in every new table, distinct, with parents for every reference.
//!
//! The first row has a value in every column, the second NULL where that may be. What fits is found
//! by trying: `guess` has the values that a column may like, `combine` tries them together.

mod combine;
mod edges;
mod guess;
mod literal;

use std::{collections::HashSet, ops::RangeInclusive};

use rusqlite::Connection;

use schema_core::{
    plan,
    shape::{Shape, Table},
};

use self::combine::Field;
pub(super) use self::edges::{first_rows, probe};
use crate::engine::{connection::in_main, error::Result};

/// Puts the rows with these numbers into each table; the tables, by the model's indices, that were
/// to get their first and took none.
pub(super) fn sow(
    connection: &Connection,
    shape: &Shape,
    wanted: impl Fn(&Table) -> Result<RangeInclusive<usize>>,
) -> Result<Vec<usize>> {
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let mut unsown = Vec::new();
    for table in parents_first(shape) {
        let rows = wanted(table)?;
        if rows.is_empty() {
            continue;
        }
        let mut fields = Field::all(connection, table);
        let (is_first, mut sown) = (*rows.start() == 1, 0);
        for row in rows {
            combine::refer(connection, table, row, &mut fields);
            if combine::insert(connection, table, row, &fields) {
                scatter(connection, table, row)?;
                sown += 1;
            }
        }
        tracing::debug!(table = %table.name, rows = sown, "sown");
        if is_first && sown == 0 {
            unsown.push(table.declared);
        }
    }
    connection.execute_batch("PRAGMA foreign_keys = ON")?;
    Ok(unsown)
}

/// Gives the newest row of a table without a key a rowid that SQLite would not hand out by itself.
fn scatter(connection: &Connection, table: &Table, row: usize) -> Result<()> {
    let is_keyless = !table.without_rowid && table.rowid_key().is_none();
    let name = plan::rowid_name(&[table]).filter(|_| is_keyless);
    if let Some(rowid) = name {
        let (table, number) = (in_main(&table.name), row * 10);
        let sql =
            format!("UPDATE {table} SET {rowid} = {number} WHERE {rowid} = last_insert_rowid()");
        connection.execute_batch(&sql)?;
    }
    Ok(())
}

/// The tables, each after those that it refers to, as far as they don't refer to each other.
fn parents_first(shape: &Shape) -> Vec<&Table> {
    let mut waiting: Vec<&Table> = shape.tables.iter().map(AsRef::as_ref).collect();
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let names: HashSet<String> = waiting
            .iter()
            .map(|it| it.name.to_ascii_lowercase())
            .collect();
        let waits = |table: &&Table| {
            table.foreign_keys().any(|key| {
                let is_own = key.table.eq_ignore_ascii_case(&table.name);
                !is_own && names.contains(&key.table.to_ascii_lowercase())
            })
        };
        let (still, mut ready): (Vec<_>, Vec<_>) = waiting.into_iter().partition(waits);
        if ready.is_empty() {
            // A circle: nobody is first.
            ordered.extend(still);
            break;
        }
        ordered.append(&mut ready);
        waiting = still;
    }
    ordered
}
