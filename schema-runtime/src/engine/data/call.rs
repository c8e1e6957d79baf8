//! The call of a program's function: what it may use, what it did, and what its errors mean.

use std::cell::{Cell, RefCell};

use rusqlite::Connection;

use crate::engine::{
    ask,
    connection::in_main,
    error::{Error, FailedRow, Result, StepError, by_the_tables_names},
    terms::{RowCounts, Watch},
};
use schema_core::{
    plan::{Call, LiveTable},
    sql::NameSet,
};

use super::{Misuse, statements::Statements};

/// How many rows go by between two reports of progress.
const BATCH: u64 = 1000;

/// A call of a function, before it is known between which versions: what a data step is made of.
pub struct RawStep<'run> {
    pub(super) connection: &'run Connection,
    pub(super) statements: &'run (dyn Statements + 'run),
    pub(super) call: &'run Call,
    file: &'run str,
    version: i64,
    watch: Option<&'run Watch>,
    filled: &'run Filled,
    counts: RefCell<RowCounts>,
    /// Rows that the current operation has gone through, and how many there are.
    done: Cell<u64>,
    in_all: Cell<Option<u64>>,
    /// The operation that has failed on its way.
    half_done: Cell<Option<&'static str>>,
}

/// The tables beside old ones that have got their rows from a data step.
#[derive(Debug, Default)]
pub(crate) struct Filled(RefCell<NameSet>);

impl Filled {
    /// Notes that a table has its rows; `false` if it had them.
    fn note(&self, beside: &str) -> bool {
        self.0.borrow_mut().insert(beside)
    }

    /// Whether a table has its rows, so that none are to be copied.
    pub(crate) fn take(&self, beside: &str) -> bool {
        self.0.borrow_mut().remove(beside)
    }
}

impl<'run> RawStep<'run> {
    /// The call for a step that leads to `version`.
    pub(super) fn new(
        connection: &'run Connection,
        statements: &'run (dyn Statements + 'run),
        (call, version): (&'run Call, i64),
        file: &'run str,
        watch: Option<&'run Watch>,
        filled: &'run Filled,
    ) -> Self {
        Self {
            connection,
            statements,
            call,
            file,
            version,
            watch,
            filled,
            counts: RefCell::default(),
            done: Cell::new(0),
            in_all: Cell::new(None),
            half_done: Cell::new(None),
        }
    }

    /// The error of a function that has failed for any reason.
    pub fn failed(&self, reason: impl Into<StepError>) -> Error {
        self.wrap(reason, None)
    }

    /// What the function did, unless it has passed over a failure.
    pub(super) fn close(self, outcome: Result<()>) -> Result<RowCounts> {
        outcome.map_err(|error| self.failed(error))?;
        match self.half_done.get() {
            Some(operation) => Err(self.misuse(Misuse::WentOn { operation })),
            None => Ok(self.counts.into_inner()),
        }
    }

    /// Does what must not be passed over when it fails, because it is then half done.
    pub(super) fn whole(
        &self,
        operation: &'static str,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let outcome = self.check_transaction().and_then(|()| work());
        if outcome.is_err() {
            self.half_done.set(Some(operation));
        }
        outcome
    }

    /// Refuses to write where SQLite would no longer take it back.
    pub(super) fn check_transaction(&self) -> Result<()> {
        if self.connection.is_autocommit() {
            return Err(self.misuse(Misuse::TransactionEnded));
        }
        Ok(())
    }

    /// The table that the model declares at this index.
    pub(super) fn table(&self, declared: usize) -> Result<&'run LiveTable> {
        let table = self.call.table(declared);
        table.ok_or_else(|| self.misuse(Misuse::OtherVersion))
    }

    /// Marks a table beside an old one as filled; `false` if it is already.
    pub(super) fn fill(&self, beside: &str) -> bool {
        self.filled.note(beside)
    }

    /// Begins to go through the rows of tables, of which `tables` gives the live names.
    pub(super) fn begin_rows<'a>(&self, tables: impl Iterator<Item = &'a str>) -> Result<()> {
        self.done.set(0);
        self.in_all.set(None);
        if self.watch.is_some() {
            let counts = tables.map(|table| count(self.connection, table));
            let in_all: rusqlite::Result<u64> = counts.sum();
            let in_all = in_all.map_err(|source| self.wrap(source, None))?;
            self.in_all.set(Some(in_all));
            self.report()?;
        }
        Ok(())
    }

    /// Notes that one more row has been read.
    pub(super) fn note_read(&self) -> Result<()> {
        self.counts.borrow_mut().read += 1;
        self.done.set(self.done.get() + 1);
        if self.done.get().is_multiple_of(BATCH) {
            self.report()?;
        }
        Ok(())
    }

    /// Notes that one more row has been written.
    pub(super) fn note_written(&self) {
        self.counts.borrow_mut().written += 1;
    }

    /// Notes that a row has not been taken over.
    pub(super) fn note_dropped(&self, reason: &str) {
        let dropped = &mut self.counts.borrow_mut().dropped;
        match dropped.get_mut(reason) {
            Some(count) => *count += 1,
            None => drop(dropped.insert(reason.to_owned(), 1)),
        }
    }

    /// Tells whoever watches how far it is.
    pub(super) fn report(&self) -> Result<()> {
        match self.watch {
            Some(watch) => watch.rows(self.file, self.done.get(), self.in_all.get()),
            None => Ok(()),
        }
    }

    pub(super) fn misuse(&self, misuse: Misuse) -> Error {
        Error::Misuse {
            file: self.file.to_owned(),
            version: self.version,
            function: self.call.function.clone(),
            misuse,
        }
    }

    /// The error of a table that has rows and no values for these columns.
    pub(super) fn not_filled(&self, table: &LiveTable, columns: &[String]) -> Error {
        Error::NotFilled {
            file: self.file.to_owned(),
            version: self.version,
            table: table.name.clone(),
            columns: columns.to_vec(),
        }
    }

    /// Says where an error happened, unless it says so itself.
    pub(super) fn wrap(&self, error: impl Into<StepError>, row: Option<FailedRow>) -> Error {
        let source: StepError = match error.into().downcast::<Error>().map(|it| *it) {
            Ok(
                error @ (Error::DataStep { .. }
                | Error::Misuse { .. }
                | Error::NotFilled { .. }
                | Error::Cancelled { .. }),
            ) => return error,
            Ok(Error::Statement(source)) => Box::new(by_the_tables_names(source)),
            Ok(other) => Box::new(other),
            Err(source) => by_the_names_of_tables(source),
        };
        Error::DataStep {
            file: self.file.to_owned(),
            version: self.version,
            function: self.call.function.clone(),
            row: row.map(Box::new),
            source,
        }
    }

    /// An error of SQLite's that is about no row.
    pub(super) fn refused(&self) -> impl FnOnce(rusqlite::Error) -> Error {
        |source| self.wrap(source, None)
    }
}

/// SQLite's words of tables that are being rebuilt, where a function passes on its error as it is.
fn by_the_names_of_tables(source: StepError) -> StepError {
    match source.downcast::<rusqlite::Error>() {
        Ok(source) => Box::new(by_the_tables_names(*source)),
        Err(other) => other,
    }
}

/// How many rows a table has.
pub(super) fn count(connection: &Connection, table: &str) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {}", in_main(table));
    Ok(ask::number(connection, &sql, &[])?.unsigned_abs())
}
