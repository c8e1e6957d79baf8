//! Rows without a parent, told apart by what they refer to and by what they are themselves: a row that
//! had no parent for one reference excuses neither another reference of its own nor another row.

use rusqlite::{Connection, Row};

use schema_core::sql::{Literal, Name, ROWID_NAMES, SameWord};

use crate::engine::{
    ask,
    connection::in_main,
    error::{Violation, is_about_sql},
    look::column_names,
};

/// The rowid, if that tells the rows apart, and the values of the key that does otherwise and of what
/// refers to what is missing.
pub(super) type Mark = (Option<i64>, String);

/// A reference of a table, as SQLite numbers them.
#[derive(Default)]
struct Reference {
    number: i64,
    columns: Vec<String>,
    /// Empty for the parent's primary key.
    parent_columns: Vec<String>,
}

/// The rows of a table without a parent, each with what tells it from others.
pub(super) fn orphans(
    connection: &Connection,
    table: &str,
    key: Option<&[&str]>,
) -> rusqlite::Result<Vec<(Violation, Mark)>> {
    let by_reference = by_reference(connection, table)?;
    if by_reference.is_empty() {
        return Ok(Vec::new());
    }
    let references = references(connection, table)?;
    let nothing = Reference::default();
    let mut all = Vec::new();
    for (number, violations) in by_reference {
        let reference = references.iter().find(|it| it.number == number);
        let reference = reference.unwrap_or(&nothing);
        let read = (key.unwrap_or_default(), reference);
        let values = values(connection, table, read, &violations)?;
        let marked = violations.into_iter().zip(values);
        all.extend(marked.map(|(it, values)| {
            let mark = (it.rowid.filter(|_| key.is_none()), values);
            (it, mark)
        }));
    }
    Ok(all)
}

/// The rows without a parent, by the number of the reference. SQLite looks at one after the other.
fn by_reference(
    connection: &Connection,
    table: &str,
) -> rusqlite::Result<Vec<(i64, Vec<Violation>)>> {
    let mut all: Vec<(i64, Vec<Violation>)> = Vec::new();
    let sql = format!("PRAGMA main.foreign_key_check({})", Literal(table));
    ask::each(connection, &sql, &[], &mut |row| {
        let (number, violation) = (row.get(3)?, violation(row)?);
        match all.last_mut() {
            Some((last, violations)) if *last == number => violations.push(violation),
            _ => all.push((number, vec![violation])),
        }
        Ok(())
    })?;
    Ok(all)
}

fn violation(row: &Row<'_>) -> rusqlite::Result<Violation> {
    Ok(Violation {
        table: row.get(0)?,
        rowid: row.get(1)?,
        parent: row.get(2)?,
    })
}

fn references(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Reference>> {
    let sql = format!("PRAGMA main.foreign_key_list({})", Literal(table));
    let mut references: Vec<Reference> = Vec::new();
    ask::each(connection, &sql, &[], &mut |row| {
        // The columns of one reference follow each other.
        if row.get::<_, i64>("seq")? == 0 {
            references.push(Reference {
                number: row.get("id")?,
                ..Reference::default()
            });
        }
        let (column, parent_column): (String, Option<String>) = (row.get("from")?, row.get("to")?);
        if let Some(reference) = references.last_mut() {
            reference.columns.push(column);
            reference.parent_columns.extend(parent_column);
        }
        Ok(())
    })?;
    Ok(references)
}

/// The key of the rows and what they refer to, one text for each.
fn values(
    connection: &Connection,
    table: &str,
    (key, reference): (&[&str], &Reference),
    violations: &[Violation],
) -> rusqlite::Result<Vec<String>> {
    let referring = reference.columns.iter().map(String::as_str);
    let quoted: Vec<String> = key
        .iter()
        .copied()
        .chain(referring)
        .map(|it| format!("quote(child.{})", Name(it)))
        .collect();
    let values = format!(
        "SELECT {} FROM {} AS child",
        quoted.join(" || ',' || "),
        in_main(table)
    );
    let found = if violations.iter().all(|it| it.rowid.is_some()) {
        of_rows(connection, table, &values, violations)
    } else {
        without_parents(connection, &values, reference, violations)
    };
    match found {
        Ok(found) if found.len() == violations.len() => Ok(found),
        Err(error) if !is_about_sql(&error) => Err(error),
        // They can't be told apart, so they are only counted.
        _ => Ok(vec![String::new(); violations.len()]),
    }
}

fn of_rows(
    connection: &Connection,
    table: &str,
    values: &str,
    violations: &[Violation],
) -> rusqlite::Result<Vec<String>> {
    let columns = column_names(connection, table)?;
    let is_taken = |name: &str| columns.iter().any(|it| it.is_same_word(name));
    let Some(rowid) = ROWID_NAMES.into_iter().find(|it| !is_taken(it)) else {
        return Ok(Vec::new());
    };
    let mut statement = connection.prepare(&format!("{values} WHERE child.{rowid} = ?1"))?;
    let mut texts = Vec::new();
    for violation in violations {
        texts.push(statement.query_row([violation.rowid], |row| row.get(0))?);
    }
    Ok(texts)
}

/// The same for a table without rowids: whatever SQLite finds no parent for.
fn without_parents(
    connection: &Connection,
    values: &str,
    reference: &Reference,
    violations: &[Violation],
) -> rusqlite::Result<Vec<String>> {
    let Some(Violation { parent, .. }) = violations.first() else {
        return Ok(Vec::new());
    };
    let keys = match reference.parent_columns.as_slice() {
        [] => primary_key(connection, parent)?,
        columns => columns.to_vec(),
    };
    let mut conditions: Vec<String> = Vec::new();
    let mut pairs = Vec::new();
    for (column, key) in reference.columns.iter().zip(&keys) {
        conditions.push(format!("child.{} IS NOT NULL", Name(column)));
        pairs.push(format!("parent.{} = child.{}", Name(key), Name(column)));
    }
    if !keys.is_empty() {
        conditions.push(format!(
            "NOT EXISTS (SELECT 1 FROM {} AS parent WHERE {})",
            in_main(parent),
            pairs.join(" AND ")
        ));
    }
    let sql = format!("{values} WHERE {}", conditions.join(" AND "));
    ask::texts(connection, &sql, &[])
}

fn primary_key(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let sql = format!(
        "SELECT name FROM pragma_table_info({}, 'main') WHERE pk > 0 ORDER BY pk",
        Literal(table)
    );
    ask::texts(connection, &sql, &[])
}
