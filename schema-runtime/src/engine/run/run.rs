//! One run on one connection.

use std::sync::Arc;

use rusqlite::Connection;

use schema_core::model::Schema;

use super::{
    foreign_keys::Left,
    journal,
    transaction::{Scope, Transaction},
    witness::Witness,
};
use crate::engine::{
    backup::Copied,
    clock::Begun,
    connection::{file_name, is_read_only, read_number, refused},
    data::{Filled, Program},
    error::{Error, Result, is_about_sql},
    guard::{beforehand, calls, externs},
    terms::{Options, Outcome, Report, Warning, Watch},
};

/// A run that has begun. Dropped, it is rolled back.
#[derive(Debug)]
pub(crate) struct Run<'connection> {
    pub(crate) connection: &'connection Connection,
    pub(crate) program: Program<'connection>,
    pub(crate) schema: &'connection Schema,
    pub(crate) options: Options,
    /// The version of the file, read under the lock.
    pub(crate) version: i64,
    pub(crate) report: Report,
    /// Who looks on while steps are done.
    pub(crate) witness: Option<&'connection dyn Witness>,
    /// Who is told how far the run is.
    pub(crate) watch: Option<Arc<Watch>>,
    /// Views and triggers that did not work before the run either.
    pub(super) broken_before: Vec<String>,
    pub(super) filled: Filled,
    /// References that led to nothing before.
    pub(super) left: Left,
    /// Dropped first: the copy goes only when the file is as it was.
    pub(super) transaction: Transaction<'connection>,
    /// The copy that was made before the first change.
    backup: Option<Copied>,
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
        Self::begin_with(Scope::Locked, connection, program.into(), options)
    }

    /// Begins a run that is a part of the caller's transaction, if there is one.
    pub(crate) fn begin_within(
        connection: &'connection Connection,
        program: Program<'connection>,
        options: Options,
    ) -> Result<Self> {
        if connection.is_autocommit() {
            return Self::begin(connection, program, options);
        }
        Self::begin_with(Scope::Within, connection, program, options)
    }

    /// Begins a run that is not to be finished: others may go on writing as long as it writes nothing.
    pub(crate) fn begin_outlook(
        connection: &'connection Connection,
        program: Program<'connection>,
    ) -> Result<Self> {
        Self::begin_with(Scope::Unlocked, connection, program, Options::default())
    }

    fn begin_with(
        scope: Scope,
        connection: &'connection Connection,
        program: Program<'connection>,
        options: Options,
    ) -> Result<Self> {
        let schema = program.schema;
        let file = || file_name(connection);
        beforehand::check_library(connection)?;
        if scope != Scope::Within && !connection.is_autocommit() {
            return Err(Error::InTransaction { file: file() });
        }
        if connection.is_busy() {
            return Err(Error::StatementOpen { file: file() });
        }
        beforehand::check_header(connection)?;
        beforehand::check_temp_objects(connection, schema)?;
        externs::check(connection, schema)?;
        let transaction = Transaction::begin(scope, connection, schema)?;
        let journal = beforehand::journal_mode(connection)?;
        beforehand::check_rollback(connection, &journal)?;
        // What the caller has written may not have reached the file yet.
        if scope != Scope::Within {
            beforehand::check_length(connection, &journal)?;
        }
        calls::check(connection, schema)?;
        Ok(Self {
            connection,
            program,
            schema,
            options,
            version: transaction.version(),
            report: Report::new(file(), Outcome::Current),
            witness: None,
            watch: None,
            broken_before: Vec::new(),
            filled: Filled::default(),
            left: Left::default(),
            transaction,
            backup: None,
        })
    }

    pub(crate) fn file(&self) -> String {
        file_name(self.connection)
    }

    /// Copies the file, if the caller asks for it.
    pub(crate) fn back_up(&mut self) -> Result<()> {
        if let Some(backup) = &self.options.backup {
            let (from, to) = (self.version, self.schema.newest_version());
            let prepare = self.options.prepare.as_ref();
            self.backup = Copied::of(self.connection, backup, prepare, from, to)?;
        }
        Ok(())
    }

    /// Runs statements that lead to `version`.
    pub(super) fn execute(&self, sql: &str, version: i64) -> Result<()> {
        self.transaction.check()?;
        let asked = Begun::now();
        let failed = |source| match Error::sqlite(self.file(), asked.elapsed(), source) {
            Error::Sqlite { file, source } => self.refused_step(file, version, sql, source),
            other => other,
        };
        self.connection.execute_batch(sql).map_err(failed)
    }

    /// What SQLite's refusal of a step means: to an older one, it may just be news.
    fn refused_step(
        &self,
        file: String,
        version: i64,
        sql: &str,
        source: rusqlite::Error,
    ) -> Error {
        let running = rusqlite::version_number();
        let newer = self.schema.rehearsed_on.filter(|it| *it > running);
        match (Error::step(file, version, sql.to_owned(), source), newer) {
            (
                Error::Step {
                    file,
                    version,
                    sql,
                    source,
                    ..
                },
                Some(rehearsed_on),
            ) if is_about_sql(&source) => Error::OlderSqlite {
                file,
                version,
                sql,
                running,
                rehearsed_on,
                source,
            },
            (error, _) => error,
        }
    }

    /// Stamps the file, commits, and restores the caller's settings.
    pub(crate) fn finish(self, version: i64, outcome: Outcome) -> Result<Report> {
        if let Some(error) = self
            .watch
            .as_ref()
            .and_then(|it| it.cancelled(&self.file()))
        {
            return Err(error);
        }
        for sql in journal::records(self.schema, version, outcome) {
            self.execute(&sql, version)?;
        }
        self.stamp(version)?;
        let Self {
            connection,
            options,
            mut report,
            transaction,
            backup,
            left,
            ..
        } = self;
        let unrestored = transaction.commit()?;
        let warnings = &mut report.warnings;
        warnings.extend(left.warnings());
        warnings.extend(unrestored.map(|said| Warning::Settings { said }));
        for warning in &report.warnings {
            tracing::warn!(file = %report.file, %warning);
        }
        tracing::info!(file = %report.file, %outcome, version, "schema migrated");
        report.outcome = outcome;
        report.version = version;
        report.backup = backup.map(|it| it.keep(connection, options.kept_backups));
        Ok(report)
    }

    /// Writes the version, and the application's mark, where they differ.
    fn stamp(&self, version: i64) -> Result<()> {
        self.transaction.check()?;
        let mut pragmas = vec![("user_version", version)];
        let mark = self.schema.mark(version);
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
