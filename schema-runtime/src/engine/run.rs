//! One run on one connection: a transaction between saving the caller's settings and restoring them.

use std::{
    cell::RefCell,
    collections::HashSet,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use crate::{model::Schema, plan::RESERVED_PREFIX, shape::Timeline, sql::Name};

use super::{
    Error, OLDEST_SQLITE, Options, Outcome, Program, Report, Result, Warning, externs,
    foreign_keys::Undeclared, progress::Watch, settings::Settings, witness::Witness,
};

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
    pub(super) report: Report,
    /// Views and triggers that did not work before the run either.
    pub(super) broken_before: Vec<String>,
    /// Tables of the file's own that refer to tables of the schema.
    pub(super) children: Vec<Undeclared>,
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
        program: impl Into<Program<'connection>>,
        options: Options,
    ) -> Result<Self> {
        let program = program.into();
        let schema = program.schema;
        check_library()?;
        if !connection.is_autocommit() {
            return Err(Error::InTransaction);
        }
        if connection.is_busy() {
            return Err(Error::StatementOpen);
        }
        if is_read_only(connection)? {
            return Err(Error::ReadOnly {
                file: file_name(connection),
            });
        }
        check_header(connection)?;
        check_temp_objects(connection, schema)?;
        externs::check(connection, schema)?;
        let settings = Settings::turn_off(connection, schema)?;
        let report = Report::new(file_name(connection), Outcome::Current);
        let mut run = Self {
            connection,
            program,
            schema,
            options,
            settings,
            version: 0,
            report,
            broken_before: Vec::new(),
            children: Vec::new(),
            watch: None,
            witness: None,
            filled: RefCell::default(),
            backup: None,
            is_open: true,
        };
        waiting(connection, || connection.execute_batch("BEGIN IMMEDIATE"))?;
        run.version = user_version(connection)?;
        check_length(connection)?;
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
        self.commit(version)?;
        self.is_open = false;
        if let Err(error) = self.settings.restore(self.connection) {
            // The file is new all the same, so this is no failure of the run.
            let said = error.to_string();
            self.report.warnings.push(Warning::Settings { said });
        }
        for warning in &self.report.warnings {
            tracing::warn!(file = %self.report.file, %warning);
        }
        tracing::info!(file = %self.report.file, %outcome, version, "schema migrated");
        let mut report = std::mem::replace(&mut self.report, Report::new(String::new(), outcome));
        report.outcome = outcome;
        report.backup = self.backup.take();
        Ok(report)
    }

    /// Commits. SQLite may be interrupted when it has committed, and then says only that.
    fn commit(&self, version: i64) -> Result<()> {
        let committed = waiting(self.connection, || self.connection.execute_batch("COMMIT"));
        let is_done = || {
            let is_over = self.connection.is_autocommit() && self.version != version;
            is_over && user_version(self.connection).is_ok_and(|it| it == version)
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
    let file = file_name(connection);
    |source| Error::sqlite(file, Duration::ZERO, source)
}

/// Asks SQLite for something for which it may have to wait until another connection is done.
pub(super) fn waiting<T>(
    connection: &Connection,
    ask: impl FnOnce() -> rusqlite::Result<T>,
) -> Result<T> {
    let asked = Instant::now();
    ask().map_err(|source| Error::sqlite(file_name(connection), asked.elapsed(), source))
}

/// The path of the main file, or `:memory:`.
pub(super) fn file_name(connection: &Connection) -> String {
    let path = connection.path().filter(|path| !path.is_empty());
    path.unwrap_or(":memory:").to_owned()
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
    waiting(connection, || {
        connection.query_row(&sql, [], |row| row.get(0))
    })
}

fn check_library() -> Result<()> {
    if rusqlite::version_number() >= OLDEST_SQLITE {
        return Ok(());
    }
    let (major, minor) = (OLDEST_SQLITE / 1_000_000, OLDEST_SQLITE / 1000 % 1000);
    let needed = format!("{major}.{minor}.0");
    Err(Error::SqliteTooOld {
        found: rusqlite::version().to_owned(),
        needed,
    })
}

/// Refuses a file that SQLite would take for an empty one because it is too short for a header.
fn check_header(connection: &Connection) -> Result<()> {
    // In this order, because another program may be creating the file at this moment.
    let is_there = file_length(connection) > 0;
    if is_there && read_number(connection, "page_count")? == 0 {
        return Err(not_a_database(connection));
    }
    Ok(())
}

/// Refuses a file whose last page is cut off, which SQLite finds out only when it reads that page.
///
/// Only under the lock is the length settled, and in WAL mode not even then.
fn check_length(connection: &Connection) -> Result<()> {
    if connection.path().is_none_or(str::is_empty) {
        return Ok(());
    }
    let journal: String = connection
        .query_row("PRAGMA main.journal_mode", [], |row| row.get(0))
        .map_err(refused(connection))?;
    let length = file_length(connection);
    let pages = read_number(connection, "page_count")?;
    let whole = pages.saturating_mul(read_number(connection, "page_size")?);
    let is_cut = length > 0 && i64::try_from(length).is_ok_and(|length| length < whole);
    if is_cut && !journal.eq_ignore_ascii_case("wal") {
        return Err(not_a_database(connection));
    }
    Ok(())
}

/// The length of the main file in bytes; 0 if there is none.
fn file_length(connection: &Connection) -> u64 {
    let path = connection.path().filter(|path| !path.is_empty());
    path.and_then(|path| std::fs::metadata(path).ok())
        .map_or(0, |it| it.len())
}

fn not_a_database(connection: &Connection) -> Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
    let source = rusqlite::Error::SqliteFailure(code, None);
    Error::NotADatabase {
        file: file_name(connection),
        source,
    }
}

/// TEMP objects take what is meant for `main`, and TEMP triggers fire even with triggers turned off.
fn check_temp_objects(connection: &Connection, schema: &Schema) -> Result<()> {
    // Where there never was one, which is quicker to ask.
    let changes = connection.query_row("PRAGMA temp.schema_version", [], |row| row.get(0));
    let changes: i64 = changes.map_err(refused(connection))?;
    if changes == 0 {
        return Ok(());
    }
    let all = temp_objects(connection).map_err(refused(connection))?;
    let timeline = Timeline::of(schema);
    let legacy = schema.legacy.names();
    let is_ours = |name: &str| {
        timeline
            .shapes()
            .iter()
            .any(|it| it.relation_names().any(|it| it.eq_ignore_ascii_case(name)))
            || legacy.iter().any(|it| it.eq_ignore_ascii_case(name))
            || schema
                .journal
                .iter()
                .any(|it| it.eq_ignore_ascii_case(name))
            || name.starts_with(RESERVED_PREFIX)
    };
    let names: Vec<String> = all
        .into_iter()
        .filter(|(name, table)| is_ours(name) || is_ours(table))
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        Ok(())
    } else {
        Err(Error::TempObjects { names })
    }
}

fn temp_objects(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let sql = "SELECT name, tbl_name FROM temp.sqlite_schema";
    let mut statement = connection.prepare(sql)?;
    let objects = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    objects.collect()
}

/// How a statement names an object of the file.
pub(super) fn in_main(name: &str) -> String {
    format!("main.{}", Name(name))
}
