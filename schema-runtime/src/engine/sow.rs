//! Rows for the rehearsal: two in every table, distinct, with parents for every reference.

use rusqlite::Connection;

use crate::{
    model::{Column, Constraint},
    shape::{Shape, Table},
    sql::{Literal, Name, Names},
};

use super::Result;

/// Puts two rows into each wanted table. Where a table refuses them they are left out: a condition
/// can ask for what nobody can guess.
///
/// A value depends on the row's number and the column's type only, so that a reference has the same
/// value as the key that it refers to.
pub(super) fn sow(
    connection: &Connection,
    shape: &Shape,
    wanted: impl Fn(&Table) -> bool,
) -> Result<()> {
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    for table in shape.tables.iter().filter(|it| wanted(it)) {
        for row in 1..=2 {
            let attempts = [full(table, row), required(table, row)];
            let sown = attempts
                .iter()
                .find_map(|sql| connection.execute_batch(sql).ok());
            if sown.is_none() {
                tracing::debug!(table = %table.name, "no row could be guessed");
            }
        }
    }
    Ok(())
}

/// A row with a value in every column, or NULL in the second where that may be.
fn full(table: &Table, row: usize) -> String {
    let columns: Vec<&Column> = stored(table).collect();
    let values = columns.iter().map(|column| {
        let is_null = row > 1 && !column.not_null && !is_key(table, &column.name);
        if is_null {
            "NULL".to_owned()
        } else {
            value(column, row)
        }
    });
    insert(table, &columns, &values.collect::<Vec<_>>())
}

/// A row with a value where one must be given.
fn required(table: &Table, row: usize) -> String {
    let needed = |column: &&Column| {
        is_key(table, &column.name) || (column.not_null && column.default.is_none())
    };
    let columns: Vec<&Column> = stored(table).filter(needed).collect();
    let values = columns.iter().map(|column| value(column, row));
    insert(table, &columns, &values.collect::<Vec<_>>())
}

fn stored(table: &Table) -> impl Iterator<Item = &Column> {
    table
        .columns
        .iter()
        .map(|it| &it.item)
        .filter(|it| it.generated.is_none())
}

fn insert(table: &Table, columns: &[&Column], values: &[String]) -> String {
    let target = Name(&table.name);
    if columns.is_empty() {
        return format!("INSERT INTO main.{target} DEFAULT VALUES");
    }
    let names: Vec<&str> = columns.iter().map(|it| it.name.as_ref()).collect();
    format!(
        "INSERT INTO main.{target} ({}) VALUES ({})",
        Names(&names),
        values.join(", ")
    )
}

/// Whether the column is in a key or a reference, or sorted by a unique index.
fn is_key(table: &Table, name: &str) -> bool {
    let lists = |names: &[crate::model::Text]| names.iter().any(|it| it.eq_ignore_ascii_case(name));
    let constrained = table.constraints.iter().any(|it| match &it.item {
        Constraint::PrimaryKey(key) => lists(&key.columns),
        Constraint::Unique(unique) => lists(&unique.columns),
        Constraint::ForeignKey(key) => lists(&key.columns),
        Constraint::Check(_) => false,
    });
    let indexed = table.indexes.iter().filter(|it| it.item.unique);
    constrained
        || indexed
            .flat_map(|it| it.item.texts())
            .any(|it| it.eq_ignore_ascii_case(name))
}

/// A value of the column's affinity, after <https://sqlite.org/datatype3.html#determination_of_column_affinity>.
fn value(column: &Column, row: usize) -> String {
    let ty = column.ty.to_ascii_uppercase();
    let has = |parts: &[&str]| parts.iter().any(|part| ty.contains(part));
    if has(&["INT"]) {
        row.to_string()
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        Literal(&format!("text {row}")).to_string()
    } else if has(&["BLOB"]) {
        format!("x'{row:02x}'")
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        format!("{row}.5")
    } else {
        row.to_string()
    }
}
