//! What tells a row from the others of its table.

use rusqlite::{Row, Statement, types::Value};

use schema_core::{
    plan::Handle,
    sql::{Literal, Name},
};

/// What tells a row from the others of its table.
#[derive(Clone, Debug)]
pub(super) enum RowId {
    Rowid(i64),
    Key(Vec<Value>),
    Hidden,
}

impl RowId {
    /// Reads it from the columns that begin at `at`.
    pub(super) fn read(handle: &Handle, row: &Row<'_>, at: usize) -> rusqlite::Result<Self> {
        Ok(match handle {
            Handle::Rowid(_) => Self::Rowid(row.get(at)?),
            Handle::Key(names) => {
                let values = (at..at + names.len()).map(|it| row.get(it));
                Self::Key(values.collect::<rusqlite::Result<_>>()?)
            }
            Handle::Hidden => Self::Hidden,
        })
    }

    /// Binds it to the parameters that begin at `first`.
    pub(super) fn bind(&self, statement: &mut Statement<'_>, first: usize) -> rusqlite::Result<()> {
        match self {
            Self::Rowid(rowid) => statement.raw_bind_parameter(first, rowid),
            Self::Key(values) => values
                .iter()
                .enumerate()
                .try_for_each(|(at, value)| statement.raw_bind_parameter(first + at, value)),
            Self::Hidden => Ok(()),
        }
    }
}

/// The names of a handle's columns.
pub(super) fn names(handle: &Handle) -> &[String] {
    match handle {
        Handle::Rowid(name) => std::slice::from_ref(name),
        Handle::Key(names) => names,
        Handle::Hidden => &[],
    }
}

/// The condition for one row, whose parameters begin at `first`.
pub(super) fn is_row(handle: &Handle, first: usize) -> String {
    let names = names(handle).iter().enumerate();
    let terms = names.map(|(at, name)| format!("{} = ?{}", Name(name), first + at));
    terms.collect::<Vec<_>>().join(" AND ")
}

/// A value as SQL writes it.
pub(in crate::engine) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => format!("{number:?}"),
        Value::Text(text) => Literal(text).to_string(),
        Value::Blob(bytes) => {
            let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("x'{}'", digits.concat())
        }
    }
}
