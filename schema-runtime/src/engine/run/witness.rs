//! Looking on while a run's steps are done.

use std::fmt::Debug;

use schema_core::plan::Step;

/// Somebody who is told of each step. In the field nobody is.
pub(crate) trait Witness: Debug {
    /// The step is about to be run.
    fn before(&self, step: &Step);

    /// The step has been run, or has failed.
    fn after(&self, step: &Step);
}
