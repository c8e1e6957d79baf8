//! What the caller of a run can ask for.

/// How a file is opened or migrated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What to do about a current file that differs from its declaration.
    pub drift: Drift,
    /// Whether indexes, triggers, views and columns that the schema doesn't know are kept when their
    /// table is rebuilt. Otherwise they stop the run.
    pub carry_undeclared: bool,
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
}

/// What to do about a current file that differs from its declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drift {
    /// Report the differences as warnings.
    #[default]
    Report,
    /// Refuse the file.
    Refuse,
    /// Don't look.
    Ignore,
}
