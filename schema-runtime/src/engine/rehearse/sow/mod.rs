//! Rows for the rehearsal: two in every table, distinct, with parents for every reference.
//!
//! The first row has a value in every column, the second NULL where that may be. What fits is found
//! by trying: `guess` has the values that a column may like, `combine` tries them together.

mod combine;
mod guess;
mod literal;

use std::collections::HashSet;

use rusqlite::Connection;

use crate::shape::{Shape, Table};

use self::combine::Field;
use super::super::Result;

/// How many rows each table gets.
const ROWS: usize = 2;

/// Puts two rows into each wanted table; the tables, by the model's indices, that took none.
pub(super) fn sow(
    connection: &Connection,
    shape: &Shape,
    wanted: impl Fn(&Table) -> Result<bool>,
) -> Result<Vec<usize>> {
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let mut unsown = Vec::new();
    for table in parents_first(shape) {
        if !wanted(table)? {
            continue;
        }
        let mut fields = Field::all(connection, table);
        let mut sown = 0;
        for row in 1..=ROWS {
            combine::refer(connection, table, row, &mut fields);
            sown += usize::from(combine::insert(connection, table, row, &fields));
        }
        tracing::debug!(table = %table.name, rows = sown, "sown");
        if sown == 0 {
            unsown.push(table.declared);
        }
    }
    Ok(unsown)
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
