//! One run on one connection: a transaction between saving the caller's settings and restoring them.

use std::{cell::RefCell, collections::HashSet, path::PathBuf, sync::Arc};

use rusqlite::Connection;

use schema_core::model::Schema;

use super::witness::Witness;
use crate::engine::{
    connection::{file_name, is_read_only, read_number, refused, user_version, waiting},
    data::Program,
    error::{Error, Result},
    guard::{Settings, beforehand, calls, externs, settings},
    terms::{Options, Outcome, Report, Warning, Watch},
};

/// The version of a file, and how often SQLite has changed its schema: a run that writes changes one of
/// them, a repair or an adoption only the second.
type Mark = (i64, i64);

fn mark(connection: &Connection) -> Result<Mark> {
    let changes = read_number(connection, "schema_version")?;
    Ok((user_version(connection)?, changes))
}

/// A run that has begun. Dropped, it is rolled back and the settings are restored.
#[derive(Debug)]
pub(crate) struct Run<'connection> {
    pub(crate) connection: &'connection Connection,
    pub(crate) program: Program<'connection>,
    pub(crate) schema: &'connection Schema,
    pub(crate) options: Options,
    pub(crate) settings: Settings,
    /// The version of the file, read under the lock.
    pub(crate) version: i64,
    /// What the file was known by when the lock was taken.
    begun: Mark,
    pub(crate) report: Report,
    /// Views and triggers that did not work before the run either.
    pub(crate) broken_before: Vec<String>,
    /// Who looks on while steps are done.
    pub(crate) witness: Option<&'connection dyn Witness>,
    /// Who is told how far the run is.
    pub(crate) watch: Option<Arc<Watch>>,
    /// The tables beside old ones whose rows a data step has moved.
    pub(crate) filled: RefCell<HashSet<String>>,
    /// The copy that was made before the first change.
    pub(crate) backup: Option<PathBuf>,
    is_open: bool,
}

impl<'connection> Run<'connection> {
    /// Takes the lock, with everything turned off that would change what the steps do.
    pub(crate) fn begin(
        connection: &'connection Connection,
        program: impl Into<Program<'connection>>,
        options: Options,
    ) -> Result<Self> {
        if is_read_only(connection)? {
            return Err(Error::ReadOnly {
                file: file_name(connection),
            });
        }
        Self::begin_with("BEGIN IMMEDIATE", connection, program.into(), options)
    }

    /// Begins a run that is not to be finished: others may go on writing as long as it writes nothing.
    pub(crate) fn begin_outlook(
        connection: &'connection Connection,
        program: Program<'connection>,
    ) -> Result<Self> {
        Self::begin_with("BEGIN", connection, program, Options::default())
    }

    fn begin_with(
        begin: &str,
        connection: &'connection Connection,
        program: Program<'connection>,
        options: Options,
    ) -> Result<Self> {
        let schema = program.schema;
        let file = || file_name(connection);
        beforehand::check_library(connection)?;
        if !connection.is_autocommit() {
            return Err(Error::InTransaction { file: file() });
        }
        if connection.is_busy() {
            return Err(Error::StatementOpen { file: file() });
        }
        beforehand::check_header(connection)?;
        beforehand::check_temp_objects(connection, schema)?;
        externs::check(connection, schema)?;
        let settings = Settings::turn_off(connection, schema)?;
        let report = Report::new(file(), Outcome::Current);
        let mut run = Self {
            connection,
            program,
            schema,
            options,
            settings,
            version: 0,
            begun: (0, 0),
            report,
            broken_before: Vec::new(),
            watch: None,
            witness: None,
            filled: RefCell::default(),
            backup: None,
            is_open: true,
        };
        waiting(connection, || connection.execute_batch(begin))?;
        run.begun = mark(connection)?;
        run.version = run.begun.0;
        let journal = beforehand::journal_mode(connection)?;
        beforehand::check_rollback(connection, &journal)?;
        beforehand::check_length(connection, &journal)?;
        calls::check(connection, schema)?;
        Ok(run)
    }

    pub(crate) fn file(&self) -> String {
        file_name(self.connection)
    }

    /// Stamps the file, commits, and restores the caller's settings.
    pub(crate) fn finish(mut self, version: i64, outcome: Outcome) -> Result<Report> {
        if let Some(error) = self
            .watch
            .as_ref()
            .and_then(|it| it.cancelled(&self.file()))
        {
            return Err(error);
        }
        self.record(version, outcome)?;
        self.stamp(version)?;
        self.commit()?;
        self.is_open = false;
        if let Err(error) = self.settings.restore(self.connection) {
            // The file is new all the same, so this is no failure of the run.
            let said = settings::unrestored(&error);
            self.report.warnings.push(Warning::Settings { said });
        }
        for warning in &self.report.warnings {
            tracing::warn!(file = %self.report.file, %warning);
        }
        tracing::info!(file = %self.report.file, %outcome, version, "schema migrated");
        let mut report = std::mem::replace(&mut self.report, Report::new(String::new(), outcome));
        report.outcome = outcome;
        self.prune_backups();
        report.backup = self.backup.take();
        Ok(report)
    }

    /// Commits. SQLite may be interrupted when it has committed, and then says only that.
    fn commit(&self) -> Result<()> {
        let to_be = mark(self.connection)?;
        let committed = waiting(self.connection, || self.connection.execute_batch("COMMIT"));
        let is_done = || {
            let is_over = self.connection.is_autocommit() && to_be != self.begun;
            is_over && mark(self.connection).is_ok_and(|it| it == to_be)
        };
        committed.or_else(|error| if is_done() { Ok(()) } else { Err(error) })
    }

    /// Refuses to go on without the transaction: SQLite rolls back by itself when it can't read or
    /// write, and what is written after that stands.
    pub(crate) fn check_transaction(&self) -> Result<()> {
        if self.connection.is_autocommit() {
            let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT_ROLLBACK);
            let said = "SQLite has rolled the transaction back".to_owned();
            let source = rusqlite::Error::SqliteFailure(code, Some(said));
            return Err(refused(self.connection)(source));
        }
        Ok(())
    }

    /// Writes the version, and the application's mark, where they differ.
    fn stamp(&self, version: i64) -> Result<()> {
        self.check_transaction()?;
        let mut pragmas = vec![("user_version", version)];
        let mark = self.schema.application_id.filter(|_| version > 0);
        pragmas.extend(mark.map(|id| ("application_id", i64::from(id))));
        for (pragma, value) in pragmas {
            if read_number(self.connection, pragma)? != value {
                let sql = format!("PRAGMA main.{pragma} = {value}");
                self.connection
                    .execute_batch(&sql)
                    .map_err(refused(self.connection))?;
            }
        }
        Ok(())
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        if !self.is_open {
            return;
        }
        // SQLite may have rolled back by itself, after a full disk for example.
        let roll_back = || {
            if self.connection.is_autocommit() {
                Ok(())
            } else {
                self.connection.execute_batch("ROLLBACK")
            }
        };
        // Twice, because an interrupt that was meant for the run may come only now.
        let outcome = roll_back().or_else(|_| roll_back());
        if let Err(error) = outcome {
            tracing::error!(%error, "the rollback failed; SQLite will roll back when the file is opened");
        }
        self.forget_backup();
        if let Err(error) = self.settings.restore(self.connection) {
            tracing::error!(%error, "the connection's settings could not be restored");
        }
    }
}
