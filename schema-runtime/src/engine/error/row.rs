//! The rows that an error is about.

use std::fmt::{self, Display, Formatter};

/// The row that a data step failed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedRow {
    /// The table, as the older version names it.
    pub table: String,
    /// The row's key in SQL, such as `id = 'x'`.
    pub key: String,
}

impl Display for FailedRow {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "the row of `{}` where {}", self.table, self.key)
    }
}

/// A row whose parent is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The table of the row.
    pub table: String,
    /// The row's rowid, if it has one.
    pub rowid: Option<i64>,
    /// The table in which the parent is missing.
    pub parent: String,
}

impl Display for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            table,
            rowid,
            parent,
        } = self;
        match rowid {
            Some(rowid) => write!(f, "row {rowid} of `{table}` has no parent in `{parent}`"),
            None => write!(f, "a row of `{table}` has no parent in `{parent}`"),
        }
    }
}
