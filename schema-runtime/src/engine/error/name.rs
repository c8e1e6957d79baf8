//! What an error is called, for programs and for whoever looks it up.

use super::Error;
#[cfg(feature = "rehearsal")]
use super::RehearsalError;

/// A match without a wildcard: a new variant doesn't compile without its name.
macro_rules! names {
    ($error:ident, $all:ident: $($variant:ident)*) => {
        impl $error {
            /// The name of the variant, under which the index of all errors has it, as in `"TooNew"`.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($variant),)*
                }
            }
        }

        #[cfg(all(test, feature = "rehearsal"))]
        pub(super) const $all: &[&str] = &[$(stringify!($variant)),*];
    };
}

names! {
    Error, ALL:
    TooNew ReadersOnly TooOld NotOurs StampedEmpty AnotherHistory AnotherSeal CannotAdopt WhichVersion Drift InTransaction NeedsUpgrade StatementOpen
    TempObjects NoRollback Locked ReadOnly NeedsRecovery NotADatabase Open Step
    OlderSqlite InTheWay NotRegistered UnsafeFunction NoDataStep DataStep Misuse NotFilled Cancelled Undeclared ForeignKeys Mismatch Broken OtherVersion
    UnknownVersion NotEmpty Setting SqliteTooOld Statement Backup UnknownPath Sqlite
}

#[cfg(feature = "rehearsal")]
names! {
    RehearsalError, ALL_OF_REHEARSALS:
    Run DataStep RowsLost ValuesChanged RowsDiffer NoFiles Copied Io Damaged Unreadable NotSown
}
