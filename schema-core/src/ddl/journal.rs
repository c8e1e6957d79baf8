//! The one table that is the engine's own.

use std::fmt::{self, Display, Formatter};

use crate::sql::Name;

/// `CREATE TABLE` for a journal, as SQLite keeps it.
#[derive(Clone, Copy, Debug)]
pub struct CreateJournal<'a>(pub &'a str);

impl Display for CreateJournal<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "CREATE TABLE {} {}", Name(self.0), Self::COLUMNS)
    }
}

impl CreateJournal<'_> {
    /// What stands behind its name.
    pub const COLUMNS: &'static str = "(
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    program TEXT NOT NULL,
    seal TEXT NOT NULL,
    readers INTEGER NOT NULL,
    writers INTEGER NOT NULL
)";
}
