//! Statements that reads of the older version use again and again.

use std::cell::RefCell;

use rusqlite::{Connection, Statement};

use crate::engine::error::Result;

/// How many statements are kept: a condition may be another text each time.
const MOST: usize = 32;

/// What a statement asks of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Query {
    ByKey,
    LastRow,
    FirstPage,
    NextPage,
}

/// Which statement is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lookup<'a> {
    pub(super) query: Query,
    /// The table, by its index in the model.
    pub(super) table: usize,
    /// The columns that it gives.
    pub(super) columns: &'static [usize],
    /// What the caller wants of the rows.
    pub(super) condition: Option<&'a str>,
}

/// What is done with a statement.
pub(super) type Work<'a> = dyn FnMut(&mut Statement<'_>) -> Result<()> + 'a;

/// Statements by what they look up. A trait, so that who uses them need not name their lifetime,
/// in which they can't vary.
pub(super) trait Statements {
    /// Does something with the statement, which is prepared by `sql` if it is not there yet.
    fn with(&self, lookup: Lookup<'_>, sql: &dyn Fn() -> String, work: &mut Work<'_>)
    -> Result<()>;
}

/// Prepared statements, for as long as a function runs; the one that was used last is the last.
pub(super) struct Cache<'connection> {
    connection: &'connection Connection,
    kept: RefCell<Vec<Kept<'connection>>>,
}

struct Kept<'connection> {
    lookup: Lookup<'static>,
    condition: Option<String>,
    statement: Statement<'connection>,
}

impl Kept<'_> {
    fn is(&self, wanted: &Lookup<'_>) -> bool {
        let condition = self.condition.as_deref();
        *wanted
            == Lookup {
                condition,
                ..self.lookup
            }
    }
}

impl<'connection> Cache<'connection> {
    pub(super) fn new(connection: &'connection Connection) -> Self {
        Self {
            connection,
            kept: RefCell::default(),
        }
    }

    /// Takes a statement out, so that nothing is borrowed while the work is done.
    fn take(&self, lookup: &Lookup<'_>) -> Option<Kept<'connection>> {
        let mut kept = self.kept.borrow_mut();
        let at = kept.iter().position(|it| it.is(lookup))?;
        Some(kept.remove(at))
    }

    fn prepare(&self, lookup: Lookup<'_>, sql: &str) -> Result<Kept<'connection>> {
        Ok(Kept {
            lookup: Lookup {
                condition: None,
                ..lookup
            },
            condition: lookup.condition.map(str::to_owned),
            statement: self.connection.prepare(sql)?,
        })
    }

    fn put(&self, it: Kept<'connection>) {
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= MOST {
            drop(kept.remove(0));
        }
        kept.push(it);
    }
}

impl Statements for Cache<'_> {
    fn with(
        &self,
        lookup: Lookup<'_>,
        sql: &dyn Fn() -> String,
        work: &mut Work<'_>,
    ) -> Result<()> {
        let mut kept = match self.take(&lookup) {
            Some(kept) => kept,
            None => self.prepare(lookup, &sql())?,
        };
        let outcome = work(&mut kept.statement);
        self.put(kept);
        outcome
    }
}
