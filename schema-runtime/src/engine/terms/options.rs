//! What the caller of a run can ask for.

use std::{ops::ControlFlow, path::PathBuf};

use rusqlite::Connection;

use super::{
    backup::{Backup, Occasion},
    prepare::Prepare,
    progress::{Observer, Progress},
};

/// How a file is opened or migrated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What to do about a current file that differs from its declaration.
    pub drift: Drift,
    /// Whether a file of an unsealed newest version gets what was added to the declaration, as in a
    /// development build.
    pub drafts: bool,
    /// Whether a file at the newest version is brought to the declared shape, whatever it has.
    pub reshape: bool,
    /// The version of files that carry no version number, whatever their `legacy` block says.
    pub adopt_at: Option<i64>,
    /// Whether indexes, triggers, views and columns that the schema doesn't know are kept when their
    /// table is rebuilt. Otherwise they stop the run.
    pub carry_undeclared: bool,
    /// Who is told how far a run is, and asked whether it goes on.
    pub progress: Option<Observer>,
    /// What is done to each connection that is opened here, before it is used.
    pub prepare: Option<Prepare>,
    /// Where a copy of the file goes before it is changed.
    pub backup: Option<Backup>,
    /// How many copies of the file stay beside it.
    pub kept_backups: Option<usize>,
}

impl Options {
    /// Sets what to do about drift.
    #[must_use]
    pub fn drift(mut self, drift: Drift) -> Self {
        self.drift = drift;
        self
    }

    /// Has files of a draft, a newest version without a seal, completed when they are opened: tables,
    /// columns, indexes, triggers and views that were added to the declaration are added to them.
    ///
    /// A development build, one with debug assertions, does so without being asked. A draft that
    /// differs otherwise is refused; [`reshape`](Self::reshape) brings its rows over.
    #[must_use]
    pub fn drafts(mut self) -> Self {
        self.drafts = true;
        self
    }

    /// Has a file at the newest version brought to the declared shape, whatever it has. It is copied
    /// before, beside it if no [`backup`](Self::backup) says where.
    ///
    /// Rows stay, and so does what is not declared: tables, columns, indexes, triggers, views. What is
    /// declared is added, made again or rebuilt. The renames of the newest version are done where the
    /// new name is missing. Its `from` fills only a column that the file lacks; a column that is there
    /// has its values converted by SQLite's own rules. Its `sql` and `run` steps are left out, because
    /// nobody knows whether they have run, and seeds go only into tables that are made now. The report
    /// says what was left out.
    ///
    /// It is for the developer's own files between two releases, and for files of a beta. A file that
    /// can't be brought to the shape is refused as it was.
    #[must_use]
    pub fn reshape(mut self) -> Self {
        self.reshape = true;
        self
    }

    /// Says which version a file has that carries no version number: one that another tool has looked
    /// after, for example. Its shape must be that version's. Files with a number, and empty ones, are
    /// not concerned.
    #[must_use]
    pub fn adopt_at(mut self, version: i64) -> Self {
        self.adopt_at = Some(version);
        self
    }

    /// Sets whether undeclared objects are kept through a rebuild.
    #[must_use]
    pub fn carry_undeclared(mut self, carry: bool) -> Self {
        self.carry_undeclared = carry;
        self
    }

    /// Sets what is done to each connection that is opened here, before it is used: it is given the key
    /// of an encrypted file, for example, or the functions that the schema declares as `extern`.
    ///
    /// These are the connection that [`open_with`](crate::engine::open_with) opens, and the two that
    /// copy a file before it is changed: one that can only read it, and one that writes the copy, which
    /// is encrypted by the key that it gets. So this is no place for a journal mode. A connection that [`migrate_with`](crate::engine::migrate_with)
    /// is called with must be prepared already.
    #[must_use]
    pub fn prepare(
        mut self,
        prepare: impl Fn(&Connection) -> rusqlite::Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.prepare = Some(Prepare::new(prepare));
        self
    }

    /// Has a copy of the file made before it is changed.
    ///
    /// It is made under the lock when it is clear what is to be done, from what other connections see.
    /// A current or an empty file, and a database in memory, is not copied. A copy that can't be made
    /// stops the run, and so does a file that has its name: [`Error::Backup`](crate::engine::Error::Backup). So
    /// does a file whose path can't be told: [`Error::UnknownPath`](crate::engine::Error::UnknownPath). A run
    /// that fails takes its copy away.
    #[must_use]
    pub fn backup(self, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        self.backup_named(move |_| path.clone())
    }

    /// Has a copy made as [`backup`](Self::backup) does, beside the file, named by version and time:
    /// `notes.db.v3.20260203T040506Z.bak`.
    #[must_use]
    pub fn backup_beside(self) -> Self {
        self.backup_named(Occasion::beside)
    }

    /// Lets only so many copies stay that are named as [`backup_beside`](Self::backup_beside) names
    /// them, the newest first; the one that a run has just made stays in any case.
    ///
    /// The others go when a run that has made a copy has committed. What a program that was killed has
    /// left of a copy goes too.
    #[must_use]
    pub fn keep_backups(mut self, count: usize) -> Self {
        self.kept_backups = Some(count);
        self
    }

    /// Has a copy made as [`backup`](Self::backup) does, with a name that a function gives.
    #[must_use]
    pub fn backup_named(
        mut self,
        name: impl Fn(&Occasion) -> PathBuf + Send + Sync + 'static,
    ) -> Self {
        self.backup = Some(Backup::new(name));
        self
    }

    /// Sets who is told how far a run is: when a step begins, every 1,000 rows of a data step in
    /// Rust, and now and then while SQLite works on one statement.
    ///
    /// [`ControlFlow::Break`] ends the run with [`Error::Cancelled`](crate::engine::Error::Cancelled), and
    /// nothing has changed. For the time of the run this replaces SQLite's progress handler, which
    /// is gone after it.
    #[must_use]
    pub fn progress(
        mut self,
        observe: impl Fn(&Progress) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Self {
        self.progress = Some(Observer::new(observe));
        self
    }
}

/// What to do about a current file that differs from its declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drift {
    /// Refuse the file if its rows can't be read or written as declared, because a table or column is
    /// missing or of another affinity, or because a STRICT table differs at all. Report the rest as
    /// warnings.
    ///
    /// A [draft](Options::drafts) is completed first, and refused if anything that is declared still
    /// differs.
    #[default]
    RefuseUnusable,
    /// Report all differences as warnings.
    Report,
    /// Refuse the file if something that is declared is missing or different. What only the file has
    /// is reported.
    Refuse,
    /// Add missing tables, columns, indexes, triggers and views where that touches no rows, and go on
    /// as [`RefuseUnusable`](Self::RefuseUnusable) does. A file that can't be written to is only
    /// looked at.
    Repair,
    /// Don't look.
    Ignore,
}
