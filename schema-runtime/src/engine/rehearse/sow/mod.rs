//! Rows for the rehearsal: two in every new table or more, distinct, with parents for every reference.
//!
//! The first row has a value in every column, the second NULL where that may be. What fits is found
//! by trying: `hints` knows what the texts of the schema say of values, `edges` what a type holds, `guess` has the values
//! that a column may like, `combine` tries them together, and `probe` tries rows that say as little as they may. A
//! table that says `unrehearsed` gets none.

mod combine;
mod edges;
mod guess;
mod hints;
mod literal;
mod probe;

use std::{collections::HashSet, ops::RangeInclusive};

use rusqlite::Connection;

use schema_core::{
    plan,
    shape::{Shape, Table},
};

use self::combine::Field;
pub(super) use self::{edges::first_rows, hints::Hints, probe::probe};
use crate::engine::{connection::in_main, error::Rehearsed};

/// Puts the rows with these numbers into each table; the tables, by the model's indices, that were
/// to get their first and took none.
pub(super) fn sow(
    connection: &Connection,
    (shape, hints): (&Shape, &Hints),
    wanted: impl Fn(&Table) -> Rehearsed<RangeInclusive<usize>>,
) -> Rehearsed<Vec<usize>> {
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let mut unsown = Vec::new();
    let made_up = parents_first(shape).into_iter();
    for table in made_up.filter(|it| !hints.leaves_out(it)) {
        let rows = wanted(table)?;
        if rows.is_empty() {
            continue;
        }
        let mut fields = Field::all(connection, table, hints);
        let (is_first, mut sown) = (*rows.start() == 1, 0);
        for row in rows {
            combine::refer(connection, (table, row), shape, hints, &mut fields);
            if combine::insert(connection, table, row, &fields) {
                scatter(connection, table)?;
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
fn scatter(connection: &Connection, table: &Table) -> Rehearsed<()> {
    let is_keyless = !table.without_rowid && table.rowid_key().is_none();
    let name = plan::rowid_name(&[table]).filter(|_| is_keyless);
    if let Some(rowid) = name {
        let table = in_main(&table.name);
        // Beyond all others: a row that has gone has left the numbers of those after it as they were.
        let sql =
            format!("UPDATE {table} SET {rowid} = {rowid} + 9 WHERE {rowid} = last_insert_rowid()");
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
