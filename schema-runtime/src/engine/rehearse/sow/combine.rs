//! Trying values together until a table takes the row.

use rusqlite::Connection;

use schema_core::{
    model::{Column, Constraint, Text},
    shape::{Shape, Table, mentions},
    sql::{Name, Names},
};

use super::{super::readable, guess, hints::Hints};
use crate::engine::connection::in_main;

/// A row is tried at most so many times.
const ATTEMPTS: usize = 400;

/// A row that says little is tried at most so many times.
const PROBES: usize = 60;

/// Of each column at most so many values are tried together with those of others.
const VALUES: usize = 12;

/// A column that a row has a value for, and the values that it may like, the likeliest first.
pub(super) struct Field<'a> {
    pub(super) column: &'a Column,
    /// Whether rows must differ in it, or whether it refers to another row.
    is_key: bool,
    /// Whether a condition reads it, so that some values are better than others.
    is_judged: bool,
    values: Vec<String>,
    /// The value of the row that it refers to.
    reference: Option<String>,
}

impl<'a> Field<'a> {
    /// The columns of a table that can be written to.
    pub(super) fn all(connection: &Connection, table: &'a Table, hints: &Hints) -> Vec<Self> {
        let columns = table.columns.iter().map(|it| &it.item);
        let written = columns.filter(|it| it.generated.is_none());
        written
            .map(|column| Self {
                column,
                is_key: is_key(table, &column.name),
                is_judged: guess::conditions(table, &column.name).next().is_some()
                    || hints.paths(&column.name).is_some(),
                values: guess::values(connection, (table, column), hints),
                reference: None,
            })
            .collect()
    }

    /// What to try for the row with this number.
    fn candidates(&self, row: usize) -> Vec<String> {
        let null = || "NULL".to_owned();
        let mut candidates = Vec::new();
        let may_be_null = !self.column.not_null;
        if may_be_null && !self.is_key && row == 2 {
            candidates.push(null());
        }
        candidates.extend(self.reference.clone());
        // Each row begins with another value, so that rows differ wherever they may.
        let nulls = usize::from(may_be_null && !self.is_key && row > 2);
        let skipped = (row - 1 - nulls) % self.values.len().max(1);
        let most = if self.is_judged || self.is_key {
            VALUES
        } else {
            1
        };
        let (before, after) = self.values.split_at_checked(skipped).unwrap_or_default();
        candidates.extend(after.iter().chain(before).take(most).cloned());
        if may_be_null && (self.is_judged || self.is_key) && !candidates.contains(&null()) {
            candidates.push(null());
        }
        candidates
    }

    /// Whether a row can do without it.
    fn is_optional(&self) -> bool {
        !self.is_key && (!self.column.not_null || self.column.default.is_some())
    }
}

/// Whether the column is in a key or a reference, or sorted by a unique index.
fn is_key(table: &Table, name: &str) -> bool {
    let lists = |names: &[Text]| names.iter().any(|it| it.eq_ignore_ascii_case(name));
    let constrained = table.constraints.iter().any(|it| match &it.item {
        Constraint::PrimaryKey(key) => lists(&key.columns),
        Constraint::Unique(unique) => lists(&unique.columns),
        Constraint::ForeignKey(key) => lists(&key.columns),
        Constraint::Check(_) => false,
    });
    let mut indexes = table.indexes.iter().filter(|it| it.item.unique);
    constrained || indexes.any(|it| it.item.texts().any(|text| mentions(text, name)))
}

/// Finds the row that each reference of the table's next row leads to.
pub(super) fn refer(
    connection: &Connection,
    (table, row): (&Table, usize),
    shape: &Shape,
    hints: &Hints,
    fields: &mut [Field<'_>],
) {
    for key in table.foreign_keys() {
        let parent_table = shape.table(&key.table);
        let has_no_rows = parent_table.is_some_and(|it| hints.leaves_out(it));
        let mut parents = key.parent_columns.iter();
        for name in key.columns.iter() {
            let parent = parents.next().unwrap_or(name);
            let value = parent_value(connection, &key.table, parent, row);
            let field = fields
                .iter_mut()
                .find(|it| it.column.name.eq_ignore_ascii_case(name));
            if let Some(field) = field {
                field.reference = value;
                if has_no_rows {
                    field.values = vec!["NULL".to_owned()];
                }
            }
        }
    }
}

/// A value of the parent's row with this number, as a literal.
fn parent_value(connection: &Connection, parent: &str, column: &str, row: usize) -> Option<String> {
    let (column, table) = (Name(column), in_main(parent));
    let offset = row - 1;
    let sql = format!(
        "SELECT quote({column}) FROM {table} WHERE {column} IS NOT NULL LIMIT 1 OFFSET {offset}"
    );
    connection.query_row(&sql, [], |row| row.get(0)).ok()
}

/// Puts a row into the table; whether some combination of values was taken.
pub(super) fn insert(
    connection: &Connection,
    table: &Table,
    row: usize,
    fields: &[Field<'_>],
) -> bool {
    let needed: Vec<&Field<'_>> = fields.iter().filter(|it| !it.is_optional()).collect();
    let all: Vec<&Field<'_>> = fields.iter().collect();
    [all, needed]
        .iter()
        .any(|fields| insert_some(connection, table, row, fields))
}

/// Runs an `INSERT`; whether the table took a row that its struct could have written. Any other is taken
/// back.
fn take(
    connection: &Connection,
    table: &Table,
    fields: &[&Field<'_>],
    sql: &str,
) -> rusqlite::Result<bool> {
    let columns = fields.iter().map(|it| it.column);
    let Some(unreadable) = readable::unreadable(table, columns) else {
        return connection.execute_batch(sql).map(|()| true);
    };
    connection.execute_batch("SAVEPOINT sown")?;
    let attempt = || {
        connection.execute_batch(sql)?;
        Ok(!connection.prepare(&unreadable)?.exists([])?)
    };
    let taken: rusqlite::Result<bool> = attempt();
    let back = match taken {
        Ok(true) => "",
        Ok(false) | Err(_) => "ROLLBACK TO sown;",
    };
    connection.execute_batch(&format!("{back} RELEASE sown"))?;
    taken
}

fn insert_some(connection: &Connection, table: &Table, row: usize, fields: &[&Field<'_>]) -> bool {
    let choices: Vec<Vec<String>> = fields.iter().map(|it| it.candidates(row)).collect();
    let widths: Vec<usize> = choices.iter().map(Vec::len).collect();
    combinations(&widths).take(ATTEMPTS).any(|chosen| {
        let values = choices.iter().zip(&chosen);
        let values: Vec<&str> = values
            .filter_map(|(values, at)| values.get(*at).map(String::as_str))
            .collect();
        let sql = statement(table, fields, &values);
        take(connection, table, fields, &sql).unwrap_or(false)
    })
}

/// What SQLite says to a row of some columns, tried with one combination of values after the other:
/// nothing once one is taken, and what `tells` of the first refusal that it knows.
pub(super) fn refusal<T>(
    connection: &Connection,
    table: &Table,
    (fields, row): (&[(&Field<'_>, bool)], usize),
    tells: impl Fn(&rusqlite::Error) -> Option<T>,
) -> Option<T> {
    let choices: Vec<Vec<String>> = fields
        .iter()
        .map(|(field, is_null)| {
            if *is_null {
                vec!["NULL".to_owned()]
            } else {
                field.candidates(row)
            }
        })
        .collect();
    let widths: Vec<usize> = choices.iter().map(Vec::len).collect();
    let fields: Vec<&Field<'_>> = fields.iter().map(|(it, _)| *it).collect();
    for chosen in combinations(&widths).take(PROBES) {
        let values = choices.iter().zip(&chosen);
        let values: Vec<&str> = values
            .filter_map(|(values, at)| values.get(*at).map(String::as_str))
            .collect();
        match take(
            connection,
            table,
            &fields,
            &statement(table, &fields, &values),
        ) {
            Ok(true) => return None,
            Ok(false) => {}
            Err(error) => {
                if let Some(told) = tells(&error) {
                    return Some(told);
                }
            }
        }
    }
    None
}

/// Ways to choose one of each, beginning with the first of all.
///
/// One choice after the other goes astray, then two of them at once, and so on: what is likely comes
/// early, however many columns there are.
fn combinations(widths: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let mut queue = std::collections::VecDeque::from([(vec![0; widths.len()], 0)]);
    let widths = widths.to_vec();
    std::iter::from_fn(move || {
        let (chosen, from) = queue.pop_front()?;
        for (at, width) in widths.iter().enumerate().skip(from) {
            // Bounded, because it grows with the product of all widths.
            if queue.len() > ATTEMPTS {
                break;
            }
            queue.extend((1..*width).map(|other| {
                let mut next = chosen.clone();
                if let Some(it) = next.get_mut(at) {
                    *it = other;
                }
                (next, at + 1)
            }));
        }
        Some(chosen)
    })
}

fn statement(table: &Table, fields: &[&Field<'_>], values: &[&str]) -> String {
    let target = in_main(&table.name);
    if fields.is_empty() {
        return format!("INSERT OR ABORT INTO {target} DEFAULT VALUES");
    }
    let names: Vec<&str> = fields.iter().map(|it| it.column.name.as_ref()).collect();
    format!(
        "INSERT OR ABORT INTO {target} ({}) VALUES ({})",
        Names(&names),
        values.join(", ")
    )
}
