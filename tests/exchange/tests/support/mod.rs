//! What the tests share: the program, and what databases have in them.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

use std::{collections::BTreeMap, path::Path, process::Command};

use rusqlite_schema::{introspect, rusqlite::Connection};

/// What the program said, and its exit code.
pub struct Said {
    pub text: String,
    pub complaints: String,
    pub code: i32,
}

pub fn run(folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exchange"));
    let output = command.args(arguments).current_dir(folder).output();
    let output = output.unwrap();
    Said {
        text: String::from_utf8(output.stdout).unwrap(),
        complaints: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// All rows of all tables, with their rowids where they have some, by names of tables and columns.
pub fn rows(connection: &Connection) -> BTreeMap<String, Vec<String>> {
    let found = introspect(connection).unwrap();
    let tables = found.tables.iter().map(|found| {
        let table = &found.table;
        let mut columns: Vec<String> = table
            .columns
            .iter()
            .map(|it| format!("\"{}\"", it.item.name))
            .collect();
        columns.sort();
        if !table.without_rowid {
            columns.push("rowid".to_owned());
        }
        let name = table.name.clone();
        let all = dump(connection, &name, &columns.join(", "));
        (name, all)
    });
    let mut all: BTreeMap<_, _> = tables.collect();
    // The journal of a schema is the program's own, and no file has it.
    all.remove("schema_history");
    let indexes = found.virtual_tables.iter();
    all.extend(indexes.map(|it| {
        let name = it.name.to_string();
        let rows = dump(connection, &name, "rowid, *");
        (name, rows)
    }));
    let has_sequence = connection.table_exists(None, "sqlite_sequence").unwrap();
    if has_sequence {
        let sequence = dump(connection, "sqlite_sequence", "name, seq");
        all.insert("sqlite_sequence".to_owned(), sequence);
    }
    all
}

fn dump(connection: &Connection, table: &str, columns: &str) -> Vec<String> {
    let sql = format!("SELECT {columns} FROM \"{table}\"");
    let mut statement = connection.prepare(&sql).unwrap();
    let names =
        (0..statement.column_count()).map(|at| statement.column_name(at).unwrap().to_owned());
    let names: Vec<String> = names.collect();
    let row = |row: &rusqlite_schema::rusqlite::Row<'_>| {
        let values = names
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{name} = {:?}", row.get_ref(at).unwrap()));
        Ok(values.collect::<Vec<_>>().join(", "))
    };
    let mut rows: Vec<String> = statement
        .query_map([], row)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    rows.sort();
    rows
}
