//! `status`: what a file is, and what would become of it.

use std::fmt::{self, Display, Formatter};

use schema_core::found::Difference;
use schema_runtime::engine::{self, Effort, Outcome, Outlook};
use serde::Serialize;

use super::{Verdict, each::Answers};
use crate::{
    arguments::Files,
    database::{Databases, Target},
    error::Result,
    screen::{Screen, counted},
};

pub(super) fn run(files: &Files, databases: &Databases, screen: Screen) -> Result<Verdict> {
    let targets = databases.targets(files)?;
    Answers::ask(&targets, Status::of).print(screen, |_| true)
}

/// What a file is, and what would become of it.
#[derive(Debug, Serialize)]
pub(super) struct Status {
    /// Whether the file is there at all.
    exists: bool,
    version: i64,
    newest: i64,
    state: &'static str,
    /// The steps before it, and how many of them go through rows.
    steps: usize,
    steps_through_rows: usize,
    warnings: Vec<String>,
    drift: Vec<String>,
    undeclared: Vec<String>,
}

impl Status {
    pub(super) fn of(target: &Target<'_>) -> Result<Self> {
        let (exists, outlook) = look(target)?;
        let (drift, warnings) = outlook
            .warnings
            .iter()
            .partition::<Vec<_>, _>(|it| is_drift(it));
        let through_rows = outlook
            .steps
            .iter()
            .filter(|it| it.effort != Effort::Instant);
        Ok(Self {
            exists,
            version: outlook.version,
            newest: target.database.schema().newest_version(),
            state: state(&outlook),
            steps: outlook.steps.len(),
            steps_through_rows: through_rows.count(),
            warnings: warnings.into_iter().map(ToString::to_string).collect(),
            drift: drift.into_iter().map(ToString::to_string).collect(),
            undeclared: outlook
                .undeclared
                .iter()
                .map(Difference::to_string)
                .collect(),
        })
    }

    /// Adds warnings of what is looked at beside.
    pub(super) fn warn(&mut self, warnings: Vec<String>) {
        self.warnings.extend(warnings);
    }

    /// Whether the file is at the newest version and has all that is declared.
    pub(super) fn is_as_declared(&self) -> bool {
        self.state == "current" && self.drift.is_empty()
    }
}

/// What would become of a file, or of a new one if it isn't there.
pub(super) fn look(target: &Target<'_>) -> Result<(bool, Outlook)> {
    let database = target.database;
    let opened = database.look(&target.file)?;
    let exists = opened.is_some();
    let connection = match opened {
        Some(connection) => connection,
        None => database.in_memory()?,
    };
    Ok((exists, engine::outlook(&connection, database.program)?))
}

fn is_drift(warning: &engine::Warning) -> bool {
    matches!(warning, engine::Warning::Drift(_))
}

fn state(outlook: &Outlook) -> &'static str {
    match outlook.outcome {
        Outcome::Current | Outcome::Repaired => "current",
        Outcome::Newer {
            read_only: false, ..
        } => "newer, and this program can work with it",
        Outcome::Newer {
            read_only: true, ..
        } => "newer, and this program can read it",
        Outcome::Created => "to be created",
        Outcome::Adopted { .. } => "to be adopted",
        Outcome::Upgraded { .. } => "to be upgraded",
        _ => "unknown",
    }
}

impl Display for Status {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.exists {
            write!(
                f,
                "version {} of {}, {}",
                self.version, self.newest, self.state
            )?;
        } else {
            write!(f, "not there, {} at version {}", self.state, self.newest)?;
        }
        if self.steps > 0 {
            let steps = counted(self.steps as u64, "step");
            write!(f, ": {steps}, {} through rows", self.steps_through_rows)?;
        }
        let drift = self.drift.iter().map(|it| ("drift", it));
        let warnings = self.warnings.iter().map(|it| ("warning", it));
        let undeclared = self.undeclared.iter().map(|it| ("note", it));
        for (kind, said) in drift.chain(warnings).chain(undeclared) {
            write!(f, "\n  {kind}: {}", crate::screen::indented(said, 4))?;
        }
        Ok(())
    }
}
