//! A version as a script.

use schema_core::{model::Version, plan::Step};

/// A version as a script.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    pub(super) version: &'a Version,
    /// Whether foreign keys are to wait for the end of the transaction.
    pub(super) defers: bool,
    pub(super) steps: Vec<Step>,
}
