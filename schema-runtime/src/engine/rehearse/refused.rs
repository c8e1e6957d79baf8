//! What a rehearsal came upon, and the step that is to blame.

use schema_core::plan::{Stage, Step};

use crate::engine::error::{Error, RehearsalError};

/// What the rehearsal of a history came upon.
#[derive(Debug)]
pub struct Refused {
    /// The version that was to be reached; 0 for the adoption of unstamped files.
    pub version: i64,
    /// The step that SQLite refuses, if one is to blame.
    pub step: Option<Box<Step>>,
    /// What is wrong.
    pub error: Box<RehearsalError>,
}

/// Wraps an error with the step that it is about.
pub(super) fn refused(version: i64, stages: &[Stage]) -> impl Fn(RehearsalError) -> Refused {
    move |error| {
        let step = match &error {
            RehearsalError::Run(Error::Step { sql, .. }) => {
                let mut steps = stages.iter().flat_map(|stage| &stage.steps);
                steps.find(|step| step.to_string() == *sql)
            }
            _ => None,
        };
        Refused {
            version,
            step: step.cloned().map(Box::new),
            error: Box::new(error),
        }
    }
}
