//! What a data step asks for that can't be done.

/// What a data step asked for that can't be done, whatever the rows are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misuse {
    /// A copy would write to the table that it reads.
    #[error("copies `{table}` to itself\nhelp: use `change`, which works within one table")]
    CopyWithin {
        /// The table.
        table: String,
    },
    /// A change reads one table and writes another.
    #[error("changes rows of `{from}` into rows of `{to}`\nhelp: use `copy`")]
    ChangeBetween {
        /// The table that is read.
        from: String,
        /// The table that the new rows are for.
        to: String,
    },
    /// A table that is built anew gets its rows once.
    #[error(
        "changes `{table}` twice, which is built anew and gets its rows once\nhelp: do both in one `change`"
    )]
    ChangedTwice {
        /// The table.
        table: String,
    },
    /// A row is split, and the parts are no whole rows.
    #[error(
        "splits a row of `{table}` into rows that lack columns\nhelp: give whole rows, not only what changes"
    )]
    SplitInParts {
        /// The table.
        table: String,
    },
    /// A row gets another key without being a whole row.
    #[error(
        "gives a row of `{table}` another key\nhelp: give the whole row, not only what changes"
    )]
    OtherKey {
        /// The table.
        table: String,
    },
    /// The rows of a table can't be told apart.
    #[error(
        "changes `{table}`, whose columns have taken all names of the rowid\nhelp: copy its rows to another table"
    )]
    NoHandle {
        /// The table.
        table: String,
    },
    /// A struct does not belong to the versions of the step.
    #[error("uses a struct of another version, or of another schema")]
    OtherVersion,
    /// A failure was passed over.
    #[error("went on after `{operation}` had failed\nhelp: give its error back with `?`")]
    WentOn {
        /// What failed: `copy` or `change`.
        operation: &'static str,
    },
    /// SQLite has ended the transaction, after a full disk for example.
    #[error("writes although SQLite has ended the transaction")]
    TransactionEnded,
}
