//! Reading what a file has.

use std::collections::HashMap;
#[cfg(feature = "rehearsal")]
use std::collections::HashSet;

use rusqlite::{Connection, Row};

use schema_core::{
    found::{
        Found, FoundTable, read_index, read_table, read_trigger, read_view, read_virtual_table,
    },
    model::Schema,
    sql::{Literal, SameWord, same},
};

use super::{entry::Entry, shadow};
use crate::engine::{ask, connection::waiting, error::Result};

/// Reads the objects of the main file. Nothing is written.
///
/// What the `CREATE` statements say is held against what SQLite's pragmas report; a table where they
/// disagree counts as unreadable.
///
/// # Errors
///
/// SQLite can't read the file.
pub fn introspect(connection: &Connection) -> Result<Found> {
    waiting(connection, || {
        let entries = entries(connection)?;
        if entries.is_empty() {
            return Ok(Found::default());
        }
        let shadows = shadows(connection, &entries)?;
        let reported = reported_columns(connection)?;
        Ok(read(&entries, &shadows, &reported))
    })
}

/// Reads these tables with their indexes, and all views, triggers and virtual tables.
#[cfg(feature = "rehearsal")]
pub(crate) fn introspect_some(
    connection: &Connection,
    mut entries: Vec<Entry>,
    tables: &HashSet<&str>,
) -> Result<Found> {
    waiting(connection, || {
        let shadows = shadows(connection, &entries)?;
        let is_object =
            |it: &Entry| matches!(it.kind.as_str(), "view" | "trigger") || is_virtual(it);
        entries.retain(|it| is_object(it) || tables.contains(it.table.as_str()));
        let reported = tables.iter().map(|it| {
            let columns = reported_columns_of(connection, it)?;
            Ok(((*it).to_owned(), columns))
        });
        let reported: rusqlite::Result<Columns> = reported.collect();
        let reported = reported?;
        Ok(read(&entries, &shadows, &reported))
    })
}

/// What a file has that is of concern to a schema: without the journal and what modules keep, and with references to legacy
/// tables that were left read as declared.
pub(crate) fn look(connection: &Connection, schema: &Schema) -> Result<Found> {
    let mut found = introspect(connection)?;
    found.read_legacy_parents(schema);
    let is_journal = |name: &str| {
        let mut journal = schema.journal.iter();
        journal.any(|it| it.is_same_word(name))
    };
    found.tables.retain(|it| !is_journal(&it.table.name));
    found.unreadable.retain(|it| !is_journal(it));
    shadow::leave_out(&mut found, schema);
    Ok(found)
}

fn read(entries: &[Entry], shadows: &[String], reported: &Columns) -> Found {
    let mut found = Found::default();
    for entry in entries
        .iter()
        .filter(|entry| !shadows.contains(&entry.name))
    {
        let columns = reported.get(&entry.name).map_or(&[][..], Vec::as_slice);
        if !take(&mut found, entry, columns) {
            found.unreadable.push(entry.name.clone());
        }
    }
    // An index can come before its table where a table was altered, so they are read last.
    for entry in entries.iter().filter(|entry| entry.kind == "index") {
        take_index(&mut found, entry);
    }
    found
}

/// What SQLite keeps a statement of, apart from its own tables.
pub(crate) fn entries(connection: &Connection) -> rusqlite::Result<Vec<Entry>> {
    // Not `LIKE`, which a connection can make sensitive to case or replace.
    let sql = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema
        WHERE sql IS NOT NULL AND lower(substr(name, 1, 7)) != 'sqlite_'";
    let mut entries = Vec::new();
    ask::each(connection, sql, &[], &mut |row| {
        entries.push(Entry {
            kind: row.get(0)?,
            name: row.get(1)?,
            table: row.get(2)?,
            sql: row.get(3)?,
        });
        Ok(())
    })?;
    Ok(entries)
}

pub(super) fn is_virtual(entry: &Entry) -> bool {
    let head = entry.sql.split_ascii_whitespace().take(2);
    entry.kind == "table" && head.map(str::to_ascii_lowercase).eq(["create", "virtual"])
}

/// The tables in which virtual tables keep their data.
pub(super) fn shadows(connection: &Connection, entries: &[Entry]) -> rusqlite::Result<Vec<String>> {
    if !entries.iter().any(is_virtual) {
        return Ok(Vec::new());
    }
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'";
    ask::texts(connection, sql, &[])
}

/// A column as `table_xinfo` reports it.
pub(super) struct Reported {
    name: String,
    ty: String,
    not_null: bool,
    default: Option<String>,
    is_key: bool,
}

/// The columns that SQLite reports, by table.
type Columns = HashMap<String, Vec<Reported>>;

fn reported_columns(connection: &Connection) -> rusqlite::Result<Columns> {
    let sql = "SELECT x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, m.name
        FROM main.sqlite_schema AS m, pragma_table_xinfo(m.name, 'main') AS x
        WHERE m.type = 'table' AND lower(substr(m.sql, 1, 14)) != 'create virtual'";
    let mut columns = Columns::new();
    ask::each(connection, sql, &[], &mut |row| {
        let of_table = columns.entry(row.get(5)?).or_default();
        of_table.push(reported(row, 0)?);
        Ok(())
    })?;
    Ok(columns)
}

/// The columns that SQLite reports of one table.
pub(super) fn reported_columns_of(
    connection: &Connection,
    table: &str,
) -> rusqlite::Result<Vec<Reported>> {
    // Not the table-valued function, which SQLite takes several times as long to prepare.
    let sql = format!("PRAGMA main.table_xinfo({})", Literal(table));
    let mut columns = Vec::new();
    ask::each(connection, &sql, &[], &mut |row| {
        columns.push(reported(row, 1)?);
        Ok(())
    })?;
    Ok(columns)
}

/// The names of the columns of one table's primary key.
pub(super) fn key_columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let columns = reported_columns_of(connection, table)?.into_iter();
    Ok(columns.filter(|it| it.is_key).map(|it| it.name).collect())
}

/// The names of one table's columns.
pub(crate) fn column_names(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let columns = reported_columns_of(connection, table)?;
    Ok(columns.into_iter().map(|it| it.name).collect())
}

/// Reads a column from the values that begin at `first`.
fn reported(row: &Row<'_>, first: usize) -> rusqlite::Result<Reported> {
    Ok(Reported {
        name: row.get(first)?,
        ty: row.get(first + 1)?,
        not_null: row.get(first + 2)?,
        default: row.get(first + 3)?,
        is_key: row.get::<_, i64>(first + 4)? > 0,
    })
}

/// Adds an object to what was found; `false` if its text can't be read.
pub(super) fn take(found: &mut Found, entry: &Entry, columns: &[Reported]) -> bool {
    let sql = &entry.sql;
    match entry.kind.as_str() {
        "table" if is_virtual(entry) => read_virtual_table(sql)
            .map(|it| found.virtual_tables.push(it))
            .is_ok(),
        "table" => {
            let table = read_table(sql).ok().filter(|it| agrees(it, columns));
            table.map(|it| found.tables.push(it)).is_some()
        }
        "view" => read_view(sql).map(|it| found.views.push(it)).is_ok(),
        "trigger" => read_trigger(sql).map(|it| found.triggers.push(it)).is_ok(),
        _ => true,
    }
}

/// Whether SQLite reports the columns that were read.
fn agrees(table: &FoundTable, reported: &[Reported]) -> bool {
    let table = &table.table;
    let is_key = |name: &str| {
        let key = table.primary_key();
        key.is_some_and(|key| key.columns.iter().any(|it| it.is_same_word(name)))
    };
    let same_default = |read: Option<&str>, reported: Option<&str>| match (read, reported) {
        (Some(read), Some(reported)) => {
            // Names are strings here, with and without quotes.
            let is_word = Literal(reported).to_string() == *read;
            same(read, reported) || is_word || reported.starts_with('"')
        }
        (read, reported) => read.is_none() && reported.is_none(),
    };
    table.columns.len() == reported.len()
        && table.columns.iter().zip(reported).all(|(line, reported)| {
            let column = &line.item;
            let guarded = table.without_rowid || (table.strict && table.rowid_key().is_none());
            let implied = guarded && is_key(&column.name);
            column.name.is_same_word(&reported.name)
                && (same(&column.ty, &reported.ty) || column.generated.is_some())
                && (column.not_null || implied) == reported.not_null
                && is_key(&column.name) == reported.is_key
                && same_default(column.default.as_deref(), reported.default.as_deref())
        })
}

pub(super) fn take_index(found: &mut Found, entry: &Entry) {
    let read = read_index(&entry.sql).ok();
    let table = read.as_ref().and_then(|(table, _)| {
        found
            .tables
            .iter_mut()
            .find(|it| it.table.name.is_same_word(table))
    });
    match (read, table) {
        (Some((_, index)), Some(table)) => table.push_index(index),
        // What can't be read of a table that can't either was said already.
        _ => found.unreadable.push(entry.name.clone()),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{Entry, reported_columns_of, take};
    use schema_core::found::Found;

    fn believes(sql: &str, standing: &str) -> bool {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(standing).unwrap();
        let reported = reported_columns_of(&connection, "t").unwrap();
        let entry = Entry {
            kind: "table".to_owned(),
            name: "t".to_owned(),
            table: "t".to_owned(),
            sql: sql.to_owned(),
        };
        take(&mut Found::default(), &entry, &reported)
    }

    /// No text is known that is read otherwise than SQLite reads it; this is the net below the reader.
    #[test]
    fn what_sqlite_reports_otherwise_is_not_believed() {
        let sql = "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'x', b INTEGER PRIMARY KEY)";
        assert!(believes(sql, sql));
        for other in [
            "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'x')",
            "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'x', c INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a BLOB NOT NULL DEFAULT 'x', b INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a TEXT DEFAULT 'x', b INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'y', b INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a TEXT NOT NULL, b INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'x', b INTEGER)",
        ] {
            assert!(!believes(sql, other), "{other}");
        }
    }
}
