//! Whether rows can be read by the types that the declaration gives its columns.
//!
//! Of a type that is the user's own nothing is known here; the program reads its values back itself.

use rusqlite::Connection;

use schema_core::{
    model::{Column, Storage},
    shape::Table,
    sql::Name,
};

use crate::engine::{
    connection::in_main,
    error::{RehearsalError, Rehearsed},
};

/// Refuses a value that the type of its column doesn't read.
pub(super) fn check_table(connection: &Connection, version: i64, table: &Table) -> Rehearsed<()> {
    let columns = || table.columns.iter().map(|it| &it.item);
    let Some(all) = unreadable(table, columns()) else {
        return Ok(());
    };
    if !connection.prepare(&all)?.exists([])? {
        return Ok(());
    }
    for column in columns() {
        let Some(sql) = unreadable(table, std::iter::once(column)) else {
            continue;
        };
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        if let Some(row) = rows.next()? {
            let value: String = row.get(0)?;
            return Err(RehearsalError::Unreadable {
                version,
                table: table.name.clone(),
                column: column.name.to_string(),
                problem: format!("a row has {value} there, {}", expected(column)),
            });
        }
    }
    Ok(())
}

/// A query for a row that has a value in one of these columns which its type doesn't read; none if their
/// types read anything.
pub(super) fn unreadable<'a>(
    table: &Table,
    columns: impl Iterator<Item = &'a Column>,
) -> Option<String> {
    let columns: Vec<(&Column, String)> = columns
        .filter_map(|it| Some((it, condition(it)?)))
        .collect();
    let (first, _) = columns.first()?;
    let conditions: Vec<&str> = columns.iter().map(|(_, it)| it.as_str()).collect();
    Some(format!(
        "SELECT quote({}) FROM {} WHERE {} LIMIT 1",
        Name(&first.name),
        in_main(&table.name),
        conditions.join(" OR "),
    ))
}

/// What is true of values that the column's type doesn't read.
fn condition(column: &Column) -> Option<String> {
    let name = Name(&column.name);
    let types: Vec<String> = column
        .storage?
        .types()
        .iter()
        .map(|it| format!("'{it}'"))
        .collect();
    let mut reads = format!("typeof({name}) IN ({})", types.join(", "));
    if let Some(domain) = &column.domain {
        reads = format!("{reads} AND {}", domain.condition(&exactly(column)));
    }
    Some(format!("({name} IS NOT NULL AND NOT ({reads}))"))
}

/// What the column's type reads.
fn expected(column: &Column) -> String {
    let what = match column.storage {
        Some(Storage::Integer) => "whole numbers",
        Some(Storage::Real) => "numbers",
        Some(Storage::Text) => "text",
        Some(Storage::Blob) => "blobs",
        None => "values of its own",
    };
    match &column.domain {
        Some(domain) => format!(
            "and its type reads {what} for which {}",
            domain.condition(&exactly(column))
        ),
        None => format!("and its type reads {what}"),
    }
}

/// The column, compared byte by byte.
fn exactly(column: &Column) -> String {
    let name = Name(&column.name);
    match column.collate {
        Some(_) => format!("{name} COLLATE BINARY"),
        None => name.to_string(),
    }
}
