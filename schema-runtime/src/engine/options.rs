//! What the caller of a run can ask for.

use std::ops::ControlFlow;

use super::{Observer, Progress};

/// How a file is opened or migrated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What to do about a current file that differs from its declaration.
    pub drift: Drift,
    /// Whether indexes, triggers, views and columns that the schema doesn't know are kept when their
    /// table is rebuilt. Otherwise they stop the run.
    pub carry_undeclared: bool,
    /// Who is told how far a run is, and asked whether it goes on.
    pub progress: Option<Observer>,
}

impl Options {
    /// Sets what to do about drift.
    #[must_use]
    pub fn drift(mut self, drift: Drift) -> Self {
        self.drift = drift;
        self
    }

    /// Sets whether undeclared objects are kept through a rebuild.
    #[must_use]
    pub fn carry_undeclared(mut self, carry: bool) -> Self {
        self.carry_undeclared = carry;
        self
    }

    /// Sets who is told how far a run is: when a step begins, every 1,000 rows of a data step in
    /// Rust, and now and then while SQLite works on one statement.
    ///
    /// [`ControlFlow::Break`] ends the run with [`Error::Cancelled`](super::Error::Cancelled), and
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
    /// Report the differences as warnings.
    #[default]
    Report,
    /// Refuse the file if something that is declared is missing or different. What only the file has
    /// is reported.
    Refuse,
    /// Make missing tables, indexes, triggers and views again, which touches no rows, and report what
    /// else differs. A file that can't be written to is only looked at.
    Repair,
    /// Don't look.
    Ignore,
}
