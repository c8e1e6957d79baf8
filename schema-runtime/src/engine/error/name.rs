//! What an error is called, for programs and for whoever looks it up.

use super::Error;

/// A match without a wildcard: a new variant doesn't compile without its name.
macro_rules! names {
    ($($variant:ident)*) => {
        impl Error {
            /// The name of the variant, under which the index of all errors has it.
            ///
            /// ```
            /// use schema_runtime::engine::Error;
            ///
            /// let error = Error::from(rusqlite::Error::InvalidQuery);
            /// assert_eq!(error.name(), "Statement");
            /// ```
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($variant),)*
                }
            }
        }

        #[cfg(test)]
        pub(super) const ALL: &[&str] = &[$(stringify!($variant)),*];
    };
}

names! {
    TooNew ReadersOnly TooOld NotOurs StampedEmpty AnotherHistory CannotAdopt WhichVersion Drift InTransaction StatementOpen
    TempObjects NoRollback Locked ReadOnly NeedsRecovery NotADatabase Open Step RowsLost ValuesChanged RowsDiffer
    NoFiles Copied Io OlderSqlite Damaged Unreadable NotSown InTheWay NotRegistered UnsafeFunction NoDataStep
    DataStep Misuse NotFilled Cancelled Failed Undeclared ForeignKeys Mismatch Broken OtherVersion
    UnknownVersion NotEmpty Setting SqliteTooOld Statement Backup UnknownPath Sqlite
}
