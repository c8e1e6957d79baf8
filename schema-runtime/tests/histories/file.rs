//! What a file has, read without the code under test.

use std::{collections::BTreeMap, fmt::Write};

use rusqlite::{Connection, Row, types::ValueRef};
use schema_core::{
    shape::{Shape, Table},
    sql::{Name, canonical},
};

fn text(row: &Row<'_>) -> String {
    let columns = 0..row.as_ref().column_count();
    let values = columns.map(|at| match row.get_ref(at).unwrap() {
        ValueRef::Null => "null".to_owned(),
        ValueRef::Integer(it) => format!("i{it}"),
        ValueRef::Real(it) => format!("r{it:?}"),
        ValueRef::Text(it) => format!("t{:?}", String::from_utf8_lossy(it)),
        ValueRef::Blob(it) => format!("b{it:02x?}"),
    });
    values.collect::<Vec<_>>().join(" ")
}

pub(crate) fn lines(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(sql)
        .unwrap_or_else(|error| panic!("{error}: {sql}"));
    let rows = statement.query_map([], |row| Ok(text(row))).unwrap();
    let mut lines: Vec<String> = rows.map(Result::unwrap).collect();
    lines.sort();
    lines
}

fn names(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The columns of a table by identity, with the rowid where there is one.
pub(crate) fn columns(table: &Table) -> BTreeMap<usize, String> {
    let columns = table.columns.iter();
    let mut all: BTreeMap<usize, String> = columns
        .map(|it| (it.identity, Name(&it.item.name).to_string()))
        .collect();
    if !table.without_rowid {
        all.insert(usize::MAX, "rowid".to_owned());
    }
    all
}

/// The rows of a table, those columns only, sorted.
pub(crate) fn rows(connection: &Connection, table: &str, columns: &[&String]) -> Vec<String> {
    if columns.is_empty() {
        return lines(connection, &format!("SELECT count(*) FROM {}", Name(table)));
    }
    let columns: Vec<&str> = columns.iter().map(|it| it.as_str()).collect();
    lines(
        connection,
        &format!("SELECT {} FROM {}", columns.join(", "), Name(table)),
    )
}

/// All rows of all tables, and the marks of `AUTOINCREMENT` keys.
pub(crate) fn contents(connection: &Connection, shape: &Shape) -> String {
    let mut all = String::new();
    for table in &shape.tables {
        let columns = columns(table);
        let rows = rows(
            connection,
            &table.name,
            &columns.values().collect::<Vec<_>>(),
        );
        writeln!(all, "{} ({columns:?})\n  {}", table.name, rows.join("\n  ")).unwrap();
    }
    let counted = shape
        .tables
        .iter()
        .any(|it| it.primary_key().is_some_and(|it| it.autoincrement));
    if counted {
        let marks = lines(
            connection,
            "SELECT lower(name), seq FROM sqlite_sequence WHERE seq <> 0",
        );
        writeln!(all, "sqlite_sequence\n  {}", marks.join("\n  ")).unwrap();
    }
    all
}

/// What the pragmas say of the catalogue, whatever the order of columns and the case of names.
pub(crate) fn catalogue(connection: &Connection) -> String {
    let mut all = String::new();
    let tables = names(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY lower(name)",
    );
    for table in tables {
        let quoted = table.replace('\'', "''");
        let mut part = |title: &str, sql: &str| {
            writeln!(all, "{title} {}", lines(connection, sql).join("; ")).unwrap();
        };
        part(
            "table",
            &format!(
                "SELECT lower(name), wr, strict FROM pragma_table_list WHERE name = '{quoted}'"
            ),
        );
        part(
            "  columns",
            &format!(
                "SELECT lower(name), type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo('{quoted}')"
            ),
        );
        part(
            "  keys",
            &format!(
                "SELECT lower(l.\"table\"), lower(l.\"from\"), lower(l.\"to\"), l.on_update, l.on_delete FROM pragma_foreign_key_list('{quoted}') AS l"
            ),
        );
        part(
            "  indexes",
            &format!(
                "SELECT iif(l.origin = 'c', l.name, l.origin), l.\"unique\", l.partial, x.seqno, lower(x.name), x.\"desc\", x.coll FROM pragma_index_list('{quoted}') AS l, pragma_index_xinfo(l.name) AS x WHERE x.key"
            ),
        );
    }
    let texts = names(
        connection,
        "SELECT sql FROM sqlite_schema WHERE type IN ('view', 'trigger', 'index') AND sql IS NOT NULL ORDER BY type, name",
    );
    texts
        .iter()
        .for_each(|it| writeln!(all, "{}", canonical(it)).unwrap());
    all
}

/// What is wrong with the file, if anything is.
pub(crate) fn faults(connection: &Connection) -> Vec<String> {
    let mut faults = lines(connection, "PRAGMA integrity_check");
    faults.retain(|it| it != "t\"ok\"");
    faults.extend(lines(connection, "PRAGMA foreign_key_check"));
    let left = "SELECT name FROM sqlite_schema WHERE name LIKE '^_schema^_%' ESCAPE '^'";
    faults.extend(names(connection, left));
    faults
}
