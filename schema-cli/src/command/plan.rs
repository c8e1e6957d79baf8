//! `plan`: the steps to come.

use std::fmt::{self, Display, Formatter};

use schema_runtime::engine::{Effort, PlannedStep};
use serde::Serialize;

use super::{Verdict, each::Answers, status};
use crate::{
    arguments,
    database::Databases,
    error::Result,
    screen::{Screen, counted, indented},
};

/// How many rows SQLite writes a second, as measured for rebuilds of narrow rows on one core.
const ROWS_PER_SECOND: u64 = 800_000;

pub(super) fn run(
    arguments: &arguments::Plan,
    databases: &Databases,
    screen: Screen,
) -> Result<Verdict> {
    let targets = databases.targets(&arguments.files)?;
    let answers = Answers::ask(&targets, |target| {
        let (_, outlook) = status::look(target)?;
        let steps = outlook.steps.into_iter();
        Ok(Plan {
            version: outlook.version,
            newest: target.database.schema().newest_version(),
            steps: steps.map(|it| Step::new(it, arguments.sql)).collect(),
        })
    });
    answers.print(screen, |_| true)
}

/// The steps before a file.
#[derive(Debug, Serialize)]
struct Plan {
    version: i64,
    newest: i64,
    steps: Vec<Step>,
}

/// One of them.
#[derive(Debug, Serialize)]
struct Step {
    version: i64,
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sql: Option<String>,
    effort: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimated_milliseconds: Option<u64>,
}

impl Step {
    fn new(step: PlannedStep, with_sql: bool) -> Self {
        let (effort, rows) = match step.effort {
            Effort::Instant => ("instant", None),
            Effort::Rows(rows) => ("rows", Some(rows)),
            _ => ("unknown", None),
        };
        Self {
            version: step.version,
            what: step.what,
            sql: Some(step.sql).filter(|_| with_sql),
            effort,
            rows,
            estimated_milliseconds: rows.map(|it| it.saturating_mul(1000) / ROWS_PER_SECOND),
        }
    }
}

impl Display for Plan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return write!(f, "version {}, nothing to do", self.version);
        }
        let steps = counted(self.steps.len() as u64, "step");
        write!(f, "version {} to {}, {steps}", self.version, self.newest)?;
        self.steps.iter().try_for_each(|it| write!(f, "\n  {it}"))
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.version {
            0 => write!(f, "adopt  {}", self.what)?,
            version => write!(f, "v{version:<5} {}", self.what)?,
        }
        match (self.effort, self.rows) {
            ("instant", _) => f.write_str("  (instant)")?,
            (_, Some(rows)) => {
                let time = estimate(self.estimated_milliseconds.unwrap_or_default());
                write!(f, "  ({}, {time})", counted(rows, "row"))?;
            }
            _ => f.write_str("  (as long as it takes)")?,
        }
        match &self.sql {
            Some(sql) => write!(f, "\n         {};", indented(sql, 9)),
            None => Ok(()),
        }
    }
}

/// A time that is only known by its order.
fn estimate(milliseconds: u64) -> String {
    match milliseconds {
        0..100 => "no time to speak of".to_owned(),
        100..1000 => "less than a second".to_owned(),
        _ => format!("about {} s", milliseconds.div_ceil(1000)),
    }
}
