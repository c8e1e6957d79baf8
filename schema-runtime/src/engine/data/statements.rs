//! Statements that look-ups use again and again.

use std::{cell::RefCell, collections::HashMap};

use rusqlite::{Connection, Statement};

/// What a statement looks up: the table, and the columns that it gives.
pub(super) type Lookup = (usize, &'static [usize]);

/// What is done with a statement.
type Work<'a> = dyn FnMut(&mut Statement<'_>) -> rusqlite::Result<()> + 'a;

/// Statements by what they look up. A trait, so that who uses them need not name their lifetime,
/// in which they can't vary.
pub(super) trait Statements {
    /// Does something with the statement, which is prepared by `sql` if it is not there yet.
    fn with(
        &self,
        lookup: Lookup,
        sql: &dyn Fn() -> String,
        work: &mut Work<'_>,
    ) -> rusqlite::Result<()>;
}

/// Prepared statements, for as long as a function runs.
pub(super) struct Cache<'connection> {
    connection: &'connection Connection,
    kept: RefCell<HashMap<Lookup, Statement<'connection>>>,
}

impl<'connection> Cache<'connection> {
    pub(super) fn new(connection: &'connection Connection) -> Self {
        Self {
            connection,
            kept: RefCell::default(),
        }
    }
}

impl Statements for Cache<'_> {
    fn with(
        &self,
        lookup: Lookup,
        sql: &dyn Fn() -> String,
        work: &mut Work<'_>,
    ) -> rusqlite::Result<()> {
        // Taken out meanwhile, so that nothing is borrowed while the work is done.
        let kept = self.kept.borrow_mut().remove(&lookup);
        let mut statement = match kept {
            Some(statement) => statement,
            None => self.connection.prepare(&sql())?,
        };
        let outcome = work(&mut statement);
        self.kept.borrow_mut().insert(lookup, statement);
        outcome
    }
}
