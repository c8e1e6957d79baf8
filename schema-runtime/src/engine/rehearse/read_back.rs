//! Rows, read by the structs that the program has for them.
//!
//! The values of a type that is the user's own are the program's business, so a value that was made up
//! for such a column is not read; one that the declaration or a step gives is.

use rusqlite::{Connection, Row};

use schema_core::{
    model::{Action, Schema},
    shape::{ColumnLine, Table, mentions},
    sql::{Name, SameWord, TokenKind, tokens},
};

use crate::engine::{
    connection::in_main,
    data::Program,
    error::{RehearsalError, Rehearsed},
};

/// What reads the rows of a table: its struct's `from_row`.
#[derive(Clone, Copy, Debug)]
pub struct RowReader {
    /// The table, as the newest version names it.
    pub table: &'static str,
    /// Reads one row.
    pub read: fn(&Row<'_>) -> rusqlite::Result<()>,
}

/// A program together with what reads its rows.
#[derive(Clone, Copy, Debug)]
pub struct RehearsedProgram<'a> {
    /// The schema, and the functions of its data steps.
    pub program: Program<'a>,
    /// What reads the rows of the newest version.
    pub rows: &'a [RowReader],
}

impl<'a, P: Into<Program<'a>>> From<P> for RehearsedProgram<'a> {
    fn from(program: P) -> Self {
        Self {
            program: program.into(),
            rows: &[],
        }
    }
}

/// Which rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Those of a file: somebody has written each of them.
    All,
    /// Those without values that were made up for types of the user's own.
    Given,
}

/// Reads the rows of a table at the newest version.
pub(super) fn check(
    connection: &Connection,
    (schema, readers): (&Schema, &[RowReader]),
    table: &Table,
    rows: Rows,
) -> Rehearsed<()> {
    let mut readers = readers.iter();
    let Some(reader) = readers.find(|it| it.table.is_same_word(&table.name)) else {
        return Ok(());
    };
    let own = table.columns.iter().filter(|it| it.item.storage.is_none());
    let given: Vec<String> = match rows {
        Rows::All => Vec::new(),
        Rows::Given => own.map(|it| is_given(schema, table, it)).collect(),
    };
    let condition = if given.is_empty() {
        "1".to_owned()
    } else {
        given.join(" AND ")
    };
    let sql = format!("SELECT * FROM {} WHERE {condition}", in_main(&table.name));
    let mut statement = connection.prepare(&sql)?;
    let count = statement.column_count();
    let names = (0..count).filter_map(|at| statement.column_name(at).ok());
    let names: Vec<String> = names.map(str::to_owned).collect();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Err(error) = (reader.read)(row) {
            let at = column_of(&error);
            let column = at.and_then(|it| names.get(it)).cloned();
            return Err(RehearsalError::Unreadable {
                version: schema.newest_version(),
                table: table.name.clone(),
                column: column.unwrap_or_else(|| "from_row".to_owned()),
                problem: error.to_string(),
            });
        }
    }
    Ok(())
}

/// The number of the column that an error is about.
fn column_of(error: &rusqlite::Error) -> Option<usize> {
    match error {
        rusqlite::Error::FromSqlConversionFailure(at, ..)
        | rusqlite::Error::IntegralValueOutOfRange(at, _)
        | rusqlite::Error::InvalidColumnType(at, ..) => Some(*at),
        _ => None,
    }
}

/// The condition that a column has a value that the declaration or a step gives, or none.
fn is_given(schema: &Schema, table: &Table, line: &ColumnLine) -> String {
    let name = &line.item.name;
    let mut values: Vec<String> = line.item.default.iter().map(ToString::to_string).collect();
    for seed in schema.seeds.iter().map(|it| &it.item) {
        if seed.table.is_same_word(&table.name) {
            let given = seed.values.iter().filter(|(it, _)| it.is_same_word(name));
            values.extend(given.map(|(_, value)| value.to_string()));
        }
    }
    values.extend(line.item.from.iter().flat_map(|it| literals(it)));
    let actions = schema.versions.iter().flat_map(|it| it.actions.iter());
    let texts = actions.filter_map(|it| match it {
        Action::Sql(sql) => Some(sql),
        _ => None,
    });
    let about = texts.filter(|it| mentions(it, &table.name) && mentions(it, name));
    values.extend(about.flat_map(|it| literals(it)));
    format!(
        "({0} IS NULL OR {0} IN ({1}))",
        Name(name),
        values.join(", ")
    )
}

/// The literals of a text.
fn literals(sql: &str) -> Vec<String> {
    let is_literal =
        |it: TokenKind| matches!(it, TokenKind::String | TokenKind::Number | TokenKind::Blob);
    let literals = tokens(sql).filter(|it| is_literal(it.kind));
    literals.map(|it| it.text.to_owned()).collect()
}
