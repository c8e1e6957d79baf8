//! The rows of the file that a step is refused for.

use rusqlite::{Connection, types::Value};

use schema_core::{
    found::read_table,
    plan::{Copy, Step},
    sql::Name,
};

use crate::engine::{
    ask,
    connection::in_main,
    data::literal,
    error::{Error, FailedRow},
};

/// What SQLite says of a check before its name, or its text if it has none.
const CHECK: &str = "CHECK constraint failed: ";

/// How many rows are named: enough to find out what is wrong.
const MOST: usize = 5;

/// Adds to the refusal of a step which rows it is about, as far as that can be found out.
pub(super) fn named(connection: &Connection, step: &Step, error: Error) -> Error {
    let Error::Step {
        file,
        version,
        sql,
        source,
        ..
    } = error
    else {
        return error;
    };
    let rows = about(connection, step, &source).unwrap_or_default();
    Error::Step {
        file,
        version,
        sql,
        rows,
        source,
    }
}

fn about(connection: &Connection, step: &Step, source: &rusqlite::Error) -> Option<Vec<FailedRow>> {
    let rusqlite::Error::SqliteFailure(_, Some(said)) = source else {
        return None;
    };
    let (table, values, filter) = match step {
        Step::CopyRows(copy) => (copy.from.as_str(), values(copy), None),
        Step::CreateIndex { table, index } => {
            let filter = index.filter.as_deref();
            (table.as_str(), vec!["*".to_owned()], filter)
        }
        _ => return None,
    };
    let said = match step {
        Step::CopyRows(copy) => written_out(connection, &copy.to, said),
        _ => said.clone(),
    };
    find(connection, (table, filter), &values, &said).ok()
}

/// What SQLite said, with the condition in the place of a check's name.
fn written_out(connection: &Connection, table: &str, said: &str) -> String {
    let condition = || {
        let name = said.strip_prefix(CHECK)?;
        let sql = "SELECT sql FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE";
        let text: String = connection.query_row(sql, [table], |row| row.get(0)).ok()?;
        let found = read_table(&text).ok()?.table;
        let check = found.checks().find(|it| it.name.as_deref() == Some(name))?;
        Some(format!("{CHECK}{}", check.expression))
    };
    condition().unwrap_or_else(|| said.to_owned())
}

/// The new columns, by their names.
fn values(copy: &Copy) -> Vec<String> {
    let columns = copy.columns.iter();
    columns
        .map(|(name, value)| format!("{value} AS {}", Name(name)))
        .collect()
}

fn find(
    connection: &Connection,
    (table, filter): (&str, Option<&str>),
    values: &[String],
    said: &str,
) -> rusqlite::Result<Vec<FailedRow>> {
    let key = key(connection, table)?;
    let keys = key.iter().enumerate();
    let keys = keys.map(|(at, name)| format!("{name} AS _schema_key{at}"));
    let selected: Vec<String> = keys.chain(values.iter().cloned()).collect();
    let (selected, filter) = (selected.join(", "), filter.unwrap_or("1"));
    let rows = format!("(SELECT {selected} FROM {} WHERE {filter})", in_main(table));
    let Some(condition) = condition(said, &rows) else {
        return Ok(Vec::new());
    };
    let keys: Vec<String> = (0..key.len())
        .map(|at| format!("_schema_key{at}"))
        .collect();
    let keys = keys.join(", ");
    let sql = format!("SELECT {keys} FROM {rows} WHERE {condition} ORDER BY {keys} LIMIT {MOST}");
    let mut found = Vec::new();
    ask::each(connection, &sql, &[], &mut |row| {
        let mut terms = Vec::new();
        for (at, name) in key.iter().enumerate() {
            let value: Value = row.get(at)?;
            let is = if value == Value::Null { "IS" } else { "=" };
            terms.push(format!("{name} {is} {}", literal(&value)));
        }
        found.push(FailedRow {
            table: table.to_owned(),
            key: terms.join(" AND "),
        });
        Ok(())
    })?;
    Ok(found)
}

/// The columns that tell the rows of a table apart, in SQL.
fn key(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1, 'main') WHERE pk > 0 ORDER BY pk";
    let names = ask::texts(connection, sql, &[&table])?;
    let names: Vec<String> = names.iter().map(|it| Name(it).to_string()).collect();
    Ok(if names.is_empty() {
        vec!["rowid".to_owned()]
    } else {
        names
    })
}

/// Which of the new rows break the rule that SQLite names.
fn condition(said: &str, rows: &str) -> Option<String> {
    if let Some(check) = said.strip_prefix(CHECK) {
        return Some(format!("NOT ({check})"));
    }
    if let Some(columns) = said.strip_prefix("NOT NULL constraint failed: ") {
        return Some(format!("{} IS NULL", column(columns)?));
    }
    if let Some(columns) = said.strip_prefix("UNIQUE constraint failed: ") {
        let columns: Option<Vec<String>> = columns.split(", ").map(column).collect();
        let columns = columns?.join(", ");
        return Some(format!(
            "({columns}) IN (SELECT {columns} FROM {rows} GROUP BY {columns} HAVING count(*) > 1)"
        ));
    }
    let (class, place) = said
        .strip_prefix("cannot store ")?
        .split_once(" value in ")?;
    let (ty, place) = place.split_once(" column ")?;
    let (column, class) = (column(place)?, class.to_ascii_lowercase());
    // A text that is a number is stored as one.
    let converted = format!("CAST(CAST({column} AS {ty}) AS TEXT) = {column}");
    Some(format!(
        "typeof({column}) = '{class}' AND NOT (typeof({column}) = 'text' AND {converted})"
    ))
}

/// The column of `table.column`.
fn column(place: &str) -> Option<String> {
    let (_, name) = place.split_once('.')?;
    Some(Name(name).to_string())
}
