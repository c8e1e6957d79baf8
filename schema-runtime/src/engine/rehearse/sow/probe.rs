//! Rows that say as little as they may.

use rusqlite::{Connection, ffi};

use schema_core::shape::{Shape, Table};

use super::{
    combine::{self, Field},
    hints::Hints,
};
use crate::engine::error::{RehearsalError, Rehearsed};

/// The row that is tried is none of the first, so that it has a key of its own.
const PROBED: usize = 3;

/// Tries a row that names only what has no default, and one that is NULL wherever it may be; both are
/// taken back.
///
/// A condition may refuse them. `look` reads the rows while they are there. What is looked for is a value that nobody has given and that the column
/// doesn't take, or that its type doesn't read.
pub(in crate::engine::rehearse) fn probe(
    connection: &Connection,
    (shape, table): (&Shape, &Table),
    hints: &Hints,
    look: &dyn Fn() -> Rehearsed<()>,
) -> Rehearsed<()> {
    let mut fields = Field::all(connection, table, hints);
    combine::refer(connection, (table, PROBED), shape, hints, &mut fields);
    let is_left_out = |it: &Field<'_>| it.column.default.is_some();
    let given = fields.iter().filter(|it| !is_left_out(it));
    let with_defaults: Vec<(&Field<'_>, bool)> = given.map(|it| (it, false)).collect();
    if with_defaults.len() < fields.len() {
        try_row(connection, (shape.version, table), &with_defaults, look)?;
    }
    let may_be_null = |it: &Field<'_>| !it.column.not_null;
    let with_nulls: Vec<(&Field<'_>, bool)> =
        fields.iter().map(|it| (it, may_be_null(it))).collect();
    if with_nulls.iter().any(|(_, is_null)| *is_null) {
        try_row(connection, (shape.version, table), &with_nulls, look)?;
    }
    Ok(())
}

fn try_row(
    connection: &Connection,
    (version, table): (i64, &Table),
    fields: &[(&Field<'_>, bool)],
    look: &dyn Fn() -> Rehearsed<()>,
) -> Rehearsed<()> {
    connection.execute_batch("SAVEPOINT probed")?;
    let tells = |error: &rusqlite::Error| not_taken(version, table, fields, error);
    let refusal = combine::refusal(connection, table, (fields, PROBED), tells);
    let outcome = match refusal {
        Some(error) => Err(error),
        None => look(),
    };
    connection.execute_batch("ROLLBACK TO probed; RELEASE probed")?;
    outcome
}

/// SQLite's code for a value of another type in a STRICT table, which rusqlite's oldest bindings don't name.
const CONSTRAINT_DATATYPE: i32 = ffi::SQLITE_CONSTRAINT | (12 << 8);

/// The error about a column that nobody has given a value, if SQLite refuses the row for it.
fn not_taken(
    version: i64,
    table: &Table,
    given: &[(&Field<'_>, bool)],
    error: &rusqlite::Error,
) -> Option<RehearsalError> {
    let rusqlite::Error::SqliteFailure(failure, Some(message)) = error else {
        return None;
    };
    let is_about_value =
        [ffi::SQLITE_CONSTRAINT_NOTNULL, CONSTRAINT_DATATYPE].contains(&failure.extended_code);
    let (_, name) = message.rsplit_once('.').filter(|_| is_about_value)?;
    let column = &table.column(name)?.item;
    let is_given = given.iter().any(|(it, _)| it.column.name == column.name);
    let origin = match (&column.default, &column.generated) {
        (_, Some(generated)) => {
            format!(
                "`{}` gives a value that it doesn't take",
                generated.expression
            )
        }
        (Some(default), None) => format!("it doesn't take its default, {default}"),
        (None, None) => return None,
    };
    (!is_given).then(|| RehearsalError::Unreadable {
        version,
        table: table.name.clone(),
        column: column.name.to_string(),
        problem: format!("{origin} ({message})"),
    })
}
