//! What a run did.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
    path::PathBuf,
    time::Duration,
};

use schema_core::{
    found::{Difference, Kind},
    model::Schema,
    sql::SameWord,
};

use crate::engine::error::a_program;

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The file, or `:memory:`.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The version that the file is at now, where the run has written one; otherwise 0.
    pub version: i64,
    /// The steps that were run, in order.
    pub steps: Vec<StepReport>,
    /// What the caller should know.
    pub warnings: Vec<Warning>,
    /// What the file has beside the declaration, which does no harm.
    pub undeclared: Vec<Difference>,
    /// The copy that was made of the file before it was changed.
    pub backup: Option<PathBuf>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was at the newest version already. Nothing was written.
    Current,
    /// A newer program has written it, in a way that this one can work with. Nothing was written.
    Newer {
        /// The version that it is stamped with.
        version: i64,
        /// Whether the program can only read it. The connection is then one that can't write.
        read_only: bool,
    },
    /// It was at the newest version, and lacked something that was added:
    /// [`Drift::Repair`](super::Drift::Repair), or a [draft](super::Options::drafts).
    Repaired,
    /// It was at the newest version, and was brought to the declared shape:
    /// [`Options::reshape`](super::Options::reshape).
    Reshaped,
    /// It was empty.
    Created,
    /// It carried no version number.
    Adopted {
        /// The version that its shape was found to be; `None` where it had to be completed first.
        from: Option<i64>,
    },
    /// It was at an older version.
    Upgraded {
        /// The version that it was stamped with.
        from: i64,
    },
}

/// One step of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StepReport {
    /// The version that the step leads to; 0 for the adoption of legacy names.
    pub version: i64,
    /// What the step did.
    pub what: String,
    /// How long it took.
    pub duration: Duration,
    /// The rows that it moved, if it was a data step in Rust or gave a virtual table another form.
    pub rows: Option<RowCounts>,
    /// The rows that it inserted, updated or deleted, if it was a `sql`.
    pub changed: Option<u64>,
    /// The rows that went with a table, if `until` or `legacy` dropped it.
    pub dropped: Option<u64>,
}

/// The rows that a step has moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowCounts {
    /// Rows of the older version that it has gone through.
    pub read: u64,
    /// Rows that it has written.
    pub written: u64,
    /// Rows that it has not taken over, by the reason that it gave.
    pub dropped: BTreeMap<String, u64>,
}

/// Something that the caller should know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// A legacy table and the one it should become both stand. Both were left as they are.
    BothNames {
        /// The legacy name.
        legacy: String,
        /// The name it should become.
        current: String,
    },
    /// A seed was not planted, because another row has one of its unique values.
    SeedTaken {
        /// The table.
        table: String,
        /// The statement that would have planted it.
        sql: String,
    },
    /// References of a table lead to rows that are not there. They did so before the run, which has left them.
    /// A run looks at the tables only whose references it can break; `check` of the command line looks at all.
    Dangling {
        /// The table that refers.
        table: String,
        /// How many of its references.
        references: u64,
    },
    /// The connection's settings could not all be restored after the commit.
    Settings {
        /// Which one, and what to do.
        said: String,
    },
    /// A current file differs from its declaration.
    Drift(Difference),
    /// The file lacked something of its version, which was added.
    Added(Difference),
    /// The file differs from its declaration, and the newest version has no seal: a draft was released.
    Draft {
        /// The version.
        version: i64,
    },
    /// The file came to its version when that was another one, as the journal says.
    AnotherSeal {
        /// The version.
        version: i64,
        /// The program that brought the file there.
        program: String,
    },
    /// Something was not done when the file was [reshaped](super::Options::reshape).
    LeftOut {
        /// What, and why.
        said: String,
    },
}

impl Report {
    pub(crate) fn new(file: String, outcome: Outcome) -> Self {
        Self {
            file,
            outcome,
            version: 0,
            steps: Vec::new(),
            warnings: Vec::new(),
            undeclared: Vec::new(),
            backup: None,
        }
    }

    /// Notes what only the file has. A legacy table that stands beside what became of it holds rows
    /// which an older program wrote.
    pub(crate) fn note_own(&mut self, schema: &Schema, own: Vec<Difference>) {
        let newest = schema.newest_shape();
        for (legacy, names) in schema.legacy_renames() {
            let stands = |it: &Difference| it.kind == Kind::Table && it.object.is_same_word(legacy);
            let (Some(last), true) = (names.last(), own.iter().any(stands)) else {
                continue;
            };
            let warning = Warning::BothNames {
                legacy: legacy.to_string(),
                current: last.to_string(),
            };
            if newest.table(last).is_some() && !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        self.undeclared = own;
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.outcome)?;
        let adopted =
            matches!(self.outcome, Outcome::Adopted { from: Some(from) } if from < self.version);
        if adopted {
            f.write_str(" and upgraded")?;
        }
        if let Some(backup) = &self.backup {
            write!(f, "\n  backup: {}", backup.display())?;
        }
        for step in &self.steps {
            write!(f, "\n  {step}")?;
        }
        for warning in &self.warnings {
            write!(f, "\n  warning: {warning}")?;
        }
        for own in &self.undeclared {
            write!(f, "\n  note: {own}")?;
        }
        Ok(())
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Current => f.write_str("current, nothing to do"),
            Self::Newer { version, read_only } => {
                let how = if *read_only {
                    "can be read"
                } else {
                    "can be used"
                };
                write!(f, "at the newer version {version}, which {how}")
            }
            Self::Repaired => f.write_str("repaired"),
            Self::Reshaped => f.write_str("reshaped"),
            Self::Created => f.write_str("created"),
            Self::Adopted { from: Some(from) } => {
                write!(f, "adopted as version {from}")
            }
            Self::Adopted { from: None } => f.write_str("adopted"),
            Self::Upgraded { from } => write!(f, "upgraded from version {from}"),
        }
    }
}

impl Display for StepReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let milliseconds = self.duration.as_secs_f64() * 1000.0;
        match self.version {
            0 => f.write_str("legacy")?,
            version => write!(f, "version {version}")?,
        }
        write!(f, ": {} ({milliseconds:.1} ms", self.what)?;
        if let Some(rows) = &self.rows {
            write!(f, "; {rows}")?;
        }
        match self.dropped {
            Some(1) => f.write_str("; 1 row dropped")?,
            Some(dropped) => write!(f, "; {dropped} rows dropped")?,
            None => {}
        }
        match self.changed {
            Some(1) => f.write_str("; 1 row changed")?,
            Some(changed) => write!(f, "; {changed} rows changed")?,
            None => {}
        }
        f.write_str(")")
    }
}

impl Display for RowCounts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows read, {} written", self.read, self.written)?;
        for (reason, count) in &self.dropped {
            write!(f, ", {count} dropped: {reason}")?;
        }
        Ok(())
    }
}

impl Display for Warning {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::BothNames { legacy, current } => write!(
                f,
                "both `{legacy}` and `{current}` are there; both were left as they are, and the rows of `{legacy}` are not in use"
            ),
            Self::SeedTaken { table, sql } => write!(
                f,
                "a row of `{table}` already has a unique value of a seed, which was not planted: {sql}"
            ),
            Self::Dangling {
                table,
                references: 1,
            } => write!(
                f,
                "a reference of `{table}` leads to a row that is not there; upgrades leave it as it is"
            ),
            Self::Dangling { table, references } => write!(
                f,
                "{references} references of `{table}` lead to rows that are not there; upgrades leave them as they are"
            ),
            Self::Settings { said } => write!(f, "the file is new, but {said}"),
            Self::Drift(difference) => Display::fmt(difference, f),
            Self::Added(difference) => {
                write!(f, "{} was missing and has been added", difference.subject())
            }
            Self::Draft { version } => write!(
                f,
                "version {version} has no seal, so it is a draft, and files that were made with an earlier draft differ"
            ),
            Self::AnotherSeal { version, program } => write!(
                f,
                "its version {version} was another one when {} brought it there, so its rows may be others",
                a_program(program)
            ),
            Self::LeftOut { said } => write!(f, "left out: {said}"),
        }
    }
}
