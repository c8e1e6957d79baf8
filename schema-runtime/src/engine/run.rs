//! One run on one connection: a transaction between saving the caller's settings and restoring them.

use std::{
    cell::RefCell,
    collections::HashSet,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use schema_core::{model::Schema, sql::Name};

use super::{
    Error, Options, Outcome, Program, Report, Result, Warning, ask, beforehand, calls, externs,
    place::{Place, with_suffix},
    progress::Watch,
    settings::{self, Settings},
    witness::Witness,
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
pub(super) struct Run<'connection> {
    pub(super) connection: &'connection Connection,
    pub(super) program: Program<'connection>,
    pub(super) schema: &'connection Schema,
    pub(super) options: Options,
    pub(super) settings: Settings,
    /// The version of the file, read under the lock.
    pub(super) version: i64,
    /// What the file was known by when the lock was taken.
    begun: Mark,
    pub(super) report: Report,
    /// Views and triggers that did not work before the run either.
    pub(super) broken_before: Vec<String>,
    /// Who looks on while steps are done.
    pub(super) witness: Option<&'connection dyn Witness>,
    /// Who is told how far the run is.
    pub(super) watch: Option<Arc<Watch>>,
    /// The tables beside old ones whose rows a data step has moved.
    pub(super) filled: RefCell<HashSet<String>>,
    /// The copy that was made before the first change.
    pub(super) backup: Option<PathBuf>,
    is_open: bool,
}

impl<'connection> Run<'connection> {
    /// Takes the lock, with everything turned off that would change what the steps do.
    pub(super) fn begin(
        connection: &'connection Connection,
        program: Program<'connection>,
        options: Options,
    ) -> Result<Self> {
        if is_read_only(connection)? {
            return Err(Error::ReadOnly {
                file: file_name(connection),
            });
        }
        Self::begin_with("BEGIN IMMEDIATE", connection, program, options)
    }

    /// Begins a run that is not to be finished: others may go on writing as long as it writes nothing.
    pub(super) fn begin_outlook(
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

    pub(super) fn file(&self) -> String {
        file_name(self.connection)
    }

    /// Stamps the file, commits, and restores the caller's settings.
    pub(super) fn finish(mut self, version: i64, outcome: Outcome) -> Result<Report> {
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
    pub(super) fn check_transaction(&self) -> Result<()> {
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

/// Turns SQLite's refusal into an error that names the file.
pub(super) fn refused(connection: &Connection) -> impl FnOnce(rusqlite::Error) -> Error {
    |source| refusal(connection, Duration::ZERO, source)
}

#[cold]
#[inline(never)]
fn refusal(connection: &Connection, waited: Duration, source: rusqlite::Error) -> Error {
    Error::sqlite(file_name(connection), waited, source)
}

/// Asks SQLite for something for which it may have to wait until another connection is done.
pub(super) fn waiting<T>(
    connection: &Connection,
    ask: impl FnOnce() -> rusqlite::Result<T>,
) -> Result<T> {
    let asked = Instant::now();
    ask().map_err(|source| refusal(connection, asked.elapsed(), source))
}

/// The path of the main file as it can be shown, or `:memory:`.
pub(super) fn file_name(connection: &Connection) -> String {
    Place::of(connection).to_string()
}

/// Whether something may stand in a log beside the file. An empty log goes when the file is closed.
pub(super) fn has_log(connection: &Connection) -> bool {
    match Place::of(connection) {
        Place::Memory => false,
        Place::File(path) => {
            std::fs::metadata(with_suffix(&path, "-wal")).is_ok_and(|it| it.len() > 0)
        }
        Place::Untold(_) => true,
    }
}

/// Whether the connection can't write to the main file.
pub(super) fn is_read_only(connection: &Connection) -> Result<bool> {
    connection.is_readonly(c"main").map_err(refused(connection))
}

/// The version with which the file is stamped. Nothing is written.
pub(super) fn user_version(connection: &Connection) -> Result<i64> {
    read_number(connection, "user_version")
}

pub(super) fn read_number(connection: &Connection, pragma: &str) -> Result<i64> {
    let sql = format!("PRAGMA main.{pragma}");
    waiting(connection, || ask::number(connection, &sql, &[]))
}

/// How a statement names an object of the file.
pub(super) fn in_main(name: &str) -> String {
    format!("main.{}", Name(name))
}
