//! Values that a column may like: after its type, and after the conditions that read it.

use std::collections::BTreeSet;

use rusqlite::Connection;

use schema_core::{
    model::{Column, Storage},
    shape::{Table, mentions},
    sql::{Affinity, Literal, Name},
};

use super::{edges, hints::Hints, literal};

/// The conditions of a table that read a column.
pub(super) fn conditions<'a>(table: &'a Table, name: &'a str) -> impl Iterator<Item = &'a str> {
    let checks = table.checks().map(|it| it.expression.as_ref());
    let computed = table
        .columns
        .iter()
        .filter_map(|it| it.item.generated.as_ref());
    let computed = computed.map(|it| it.expression.as_ref());
    checks.chain(computed).filter(move |it| mentions(it, name))
}

/// The values to try for a column, the likeliest first. What a condition on it alone refuses is
/// left out, so that the rest can be tried together with other columns.
pub(super) fn values(
    connection: &Connection,
    (table, column): (&Table, &Column),
    hints: &Hints,
) -> Vec<String> {
    let mut values = edges::values(column).unwrap_or_else(|| made_up(column, hints));
    let conditions: Vec<&str> = conditions(table, &column.name).collect();
    if !conditions.is_empty() {
        values.extend(conditions.iter().flat_map(|it| literal::suggested(it)));
        values.extend(column.default.iter().map(ToString::to_string));
        values.extend(COMMON.iter().map(|it| (*it).to_owned()));
    }
    let mut seen = std::collections::HashSet::new();
    values.retain(|it| seen.insert(it.clone()));
    let checks = table.checks().map(|it| it.expression.as_ref());
    for check in checks.filter(|it| mentions(it, &column.name)) {
        let left = fitting(connection, table, column, check, values.clone());
        // A condition that takes nothing of it may take something together with other columns.
        if !left.is_empty() {
            values = left;
        }
    }
    values
}

/// Of the values those that a condition on one column takes.
fn fitting(
    connection: &Connection,
    table: &Table,
    column: &Column,
    condition: &str,
    values: Vec<String>,
) -> Vec<String> {
    let (name, alias) = (Name(&column.name), Name(&table.name));
    let fits = |value: &String| {
        let value = typed(column, value);
        let sql = format!(
            "SELECT 1 FROM (SELECT {value} AS {name}) AS {alias} WHERE coalesce(({condition}), 1)"
        );
        connection
            .prepare(&sql)
            .and_then(|mut it| it.exists([]))
            .ok()
    };
    // A condition that reads more than the column can't be asked about the column alone.
    if values.first().is_some_and(|it| fits(it).is_none()) {
        return values;
    }
    values
        .into_iter()
        .filter(|it| fits(it) != Some(false))
        .collect()
}

/// The value as the column would keep it.
fn typed(column: &Column, value: &str) -> String {
    let is_text = Affinity::of(&column.ty) == Affinity::Text;
    if is_text && value != "NULL" && !value.starts_with(['x', 'X']) {
        format!("CAST({value} AS TEXT)")
    } else {
        value.to_owned()
    }
}

/// The values that rows get in a column of which no condition says more: the one place that says what
/// a column of its kind may hold.
fn made_up(column: &Column, hints: &Hints) -> Vec<String> {
    let mut values = Vec::new();
    if let Some(paths) = hints.paths(&column.name) {
        values.extend((1..=ROWS).map(|row| document(column, paths, row)));
    }
    if hints.is_time(&column.name) && Affinity::of(&column.ty) == Affinity::Text {
        values.extend((1..=ROWS).map(|row| format!("'2001-02-0{row} 04:05:06'")));
    }
    let natural = (1..).map(|row| natural(column, row));
    let free = natural.filter(|it| !hints.is_given(it));
    values.extend(free.take(ROWS));
    values
}

/// No table gets more rows than this by their numbers.
const ROWS: usize = 4;

/// A document in which each path has a value.
fn document(column: &Column, paths: &BTreeSet<String>, row: usize) -> String {
    let values = paths.iter().map(|it| format!(", {}, {row}", Literal(it)));
    let values: String = values.collect();
    let document = format!("json_set('{{\"row\":{row}}}'{values})");
    match Affinity::of(&column.ty) {
        Affinity::Blob if !column.ty.is_empty() => format!("CAST({document} AS BLOB)"),
        _ => document,
    }
}

/// A value that depends on the row's number and the column's type only.
fn natural(column: &Column, row: usize) -> String {
    let storage = column.storage.unwrap_or(match Affinity::of(&column.ty) {
        Affinity::Integer | Affinity::Numeric => Storage::Integer,
        Affinity::Text => Storage::Text,
        Affinity::Blob => Storage::Blob,
        Affinity::Real => Storage::Real,
    });
    match storage {
        Storage::Integer => row.to_string(),
        Storage::Text => Literal(&format!("text {row}")).to_string(),
        Storage::Blob => format!("x'{row:02x}'"),
        Storage::Real => format!("{row}.5"),
    }
}

/// What conditions often ask for.
const COMMON: [&str; 24] = [
    "0",
    "-1",
    "0.5",
    "10",
    "100",
    "1000000000",
    "''",
    "'a'",
    "'b'",
    "'A'",
    "'B'",
    "'word'",
    "'other'",
    "'1'",
    "'12345'",
    "'{}'",
    "'[]'",
    "'2001-02-03'",
    "'2001-02-03 04:05:06'",
    "'2001-02-03T04:05:06Z'",
    "'04:05:06'",
    "'a@example.com'",
    "'https://example.com/a'",
    "'00000000-0000-4000-8000-000000000001'",
];
