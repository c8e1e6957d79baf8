//! What a rehearsal comes upon. A program that handles the errors of its runs doesn't see here what
//! can't happen to a file.

use super::{
    Error, FailedRow,
    words::{list, made_up, place},
};

/// A result of a rehearsal.
pub(crate) type Rehearsed<T> = Result<T, RehearsalError>;

/// Why a rehearsal did not come to its end.
///
/// What caused it is its `source()`; [`RehearsalError::with_causes`] prints both, and so does `{:?}`.
///
/// There will be more of them, and more to tell of each: match with a `_` arm, and with `..`.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum RehearsalError {
    /// A run is refused, as it would be in the field.
    #[error(transparent)]
    Run(#[from] Error),
    /// A version's function failed, with rows that were made up for it.
    #[error(
        "version {version} can't be reached: `{function}` failed{}\nhelp: have the function deal with such a row, or say `unrehearsed` in the head of the table",
        made_up(row.as_deref())
    )]
    #[non_exhaustive]
    DataStep {
        /// The version.
        version: i64,
        /// The function, as the schema names it.
        function: String,
        /// The old row that it was about, if it was about one.
        row: Option<Box<FailedRow>>,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A table has fewer rows than before, and no data step of the version's own took them away.
    #[error("rows of `{table}` would be lost on the way to version {version}; nothing was changed")]
    #[non_exhaustive]
    RowsLost {
        /// The version.
        version: i64,
        /// The table.
        table: String,
    },
    /// A value is another one than before, although the declaration keeps it and no data step of the
    /// version's own wrote to it.
    #[error(
        "values of {} would change on the way to version {version}; nothing was changed",
        place(table, column.as_deref())
    )]
    #[non_exhaustive]
    ValuesChanged {
        /// The version.
        version: i64,
        /// The table.
        table: String,
        /// The column, if it is one alone.
        column: Option<String>,
    },
    /// A file that goes straight to a version gets other rows than one that goes version by version.
    #[error(
        "rows of `{table}` come out differently at version {version} where a file goes there straight from version {from}"
    )]
    #[non_exhaustive]
    RowsDiffer {
        /// The version from which the files start.
        from: i64,
        /// The version that they reach.
        version: i64,
        /// The table.
        table: String,
    },
    /// There are no files to rehearse with.
    #[error(
        "`{pattern}`: {reason}\nhelp: write a path to files, from the folder in which the test runs"
    )]
    #[non_exhaustive]
    NoFiles {
        /// What was asked for.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A copy of a file can't be brought to the newest version.
    #[error("of {file}, a copy: {source}")]
    #[non_exhaustive]
    Copied {
        /// The file that was copied.
        file: String,
        /// What is wrong with the copy.
        source: Box<RehearsalError>,
    },
    /// A file can't be copied.
    #[error("the file can't be copied")]
    #[non_exhaustive]
    Io(#[source] std::io::Error),
    /// SQLite finds rows of a table that break its conditions, or an index that does not fit them.
    #[error("`{table}` is damaged at version {version}: {problem}")]
    #[non_exhaustive]
    Damaged {
        /// The version.
        version: i64,
        /// The table.
        table: String,
        /// What SQLite found.
        problem: String,
    },
    /// A row that the declaration lets in has a value in a column that the column's type does not read.
    #[error("`{column}` of `{table}` can't be read at version {version}: {problem}")]
    #[non_exhaustive]
    Unreadable {
        /// The version.
        version: i64,
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// What the value is, and where it comes from.
        problem: String,
    },
    /// No row could be guessed that a table takes, so its history was rehearsed without rows.
    #[error(
        "no row could be guessed for {}; the history was rehearsed without rows in it\nhelp: say `unrehearsed` in the head of the table, if its conditions can't be guessed",
        list(tables)
    )]
    #[non_exhaustive]
    NotSown {
        /// The tables.
        tables: Vec<String>,
    },
}

impl From<rusqlite::Error> for RehearsalError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Run(error.into())
    }
}
