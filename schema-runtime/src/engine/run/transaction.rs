//! The transaction of a run: from saving the caller's settings to restoring them.

use rusqlite::Connection;

use schema_core::model::Schema;

use crate::engine::{
    connection::{read_number, refused, user_version, waiting},
    error::Result,
    guard::settings::{self, Settings},
};

/// The version of a file, and how often SQLite has changed its schema: a run that writes changes one of
/// them, a repair or an adoption only the second.
type Mark = (i64, i64);

fn mark(connection: &Connection) -> Result<Mark> {
    let changes = read_number(connection, "schema_version")?;
    Ok((user_version(connection)?, changes))
}

/// How a run begins, and so how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// A transaction of its own that has the lock from the first.
    Locked,
    /// One that takes the lock when it writes.
    Unlocked,
    /// A part of the caller's transaction.
    Within,
}

impl Scope {
    fn begin(self) -> &'static str {
        match self {
            Self::Locked => "BEGIN IMMEDIATE",
            Self::Unlocked => "BEGIN",
            Self::Within => "SAVEPOINT _schema_run",
        }
    }

    fn commit(self) -> &'static str {
        match self {
            Self::Locked | Self::Unlocked => "COMMIT",
            Self::Within => "RELEASE _schema_run",
        }
    }

    fn roll_back(self) -> &'static str {
        match self {
            Self::Locked | Self::Unlocked => "ROLLBACK",
            Self::Within => "ROLLBACK TO _schema_run; RELEASE _schema_run",
        }
    }
}

/// A transaction that has begun. Dropped, it is rolled back and the settings are restored.
#[derive(Debug)]
pub(super) struct Transaction<'connection> {
    connection: &'connection Connection,
    scope: Scope,
    settings: Settings,
    /// What the file was known by when the lock was taken.
    begun: Mark,
    is_open: bool,
}

impl<'connection> Transaction<'connection> {
    /// Begins with everything turned off that would change what the steps do.
    pub(super) fn begin(
        scope: Scope,
        connection: &'connection Connection,
        schema: &Schema,
    ) -> Result<Self> {
        let mut transaction = Self {
            connection,
            scope,
            settings: Settings::turn_off(connection, schema)?,
            begun: (0, 0),
            is_open: true,
        };
        waiting(connection, || connection.execute_batch(scope.begin()))?;
        transaction.begun = mark(connection)?;
        Ok(transaction)
    }

    /// The version of the file, read under the lock.
    pub(super) fn version(&self) -> i64 {
        self.begun.0
    }

    /// Refuses to go on without the transaction: SQLite rolls back by itself when it can't read or
    /// write, and what is written after that stands.
    pub(super) fn check(&self) -> Result<()> {
        if self.connection.is_autocommit() {
            let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT_ROLLBACK);
            let said = "SQLite has rolled the transaction back".to_owned();
            let source = rusqlite::Error::SqliteFailure(code, Some(said));
            return Err(refused(self.connection)(source));
        }
        Ok(())
    }

    /// Lets SQLite read double-quoted strings as the caller had it, or not at all.
    pub(super) fn double_quoted_strings(&self, as_before: bool) -> Result<()> {
        let settings = &self.settings;
        settings.double_quoted_strings(self.connection, as_before)
    }

    /// Commits, and restores the caller's settings: what there is to say if these can't be.
    pub(super) fn commit(mut self) -> Result<Option<String>> {
        self.write()?;
        self.is_open = false;
        let restored = self.settings.restore(self.connection);
        // The file is new all the same, so this is no failure of the run.
        Ok(restored.err().as_ref().map(settings::unrestored))
    }

    /// SQLite may be interrupted when it has committed, and then says only that.
    fn write(&self) -> Result<()> {
        let to_be = mark(self.connection)?;
        let committed = waiting(self.connection, || {
            self.connection.execute_batch(self.scope.commit())
        });
        let is_done = || {
            let is_over = self.connection.is_autocommit() && to_be != self.begun;
            is_over && mark(self.connection).is_ok_and(|it| it == to_be)
        };
        committed.or_else(|error| if is_done() { Ok(()) } else { Err(error) })
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if !self.is_open {
            return;
        }
        // SQLite may have rolled back by itself, after a full disk for example.
        let roll_back = || {
            if self.connection.is_autocommit() {
                Ok(())
            } else {
                self.connection.execute_batch(self.scope.roll_back())
            }
        };
        // Twice, because an interrupt that was meant for the run may come only now.
        let outcome = roll_back().or_else(|_| roll_back());
        if let Err(error) = outcome {
            tracing::error!(%error, "the rollback failed; SQLite will roll back when the file is opened");
        }
        if let Err(error) = self.settings.restore(self.connection) {
            tracing::error!(%error, "the connection's settings could not be restored");
        }
    }
}
