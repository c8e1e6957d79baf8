//! One run.
//!
//! ```text
//! run            begins, stamps, commits, rolls back
//!   start          what the file has, and which version that is
//!     said           the version that somebody says it has
//!     legacy         names from before the history
//!   apply          each step of each stage
//!     carry          what only the file has
//!     foreign_keys   the references that a stage can break
//!   verify         the result
//!     at_fault       which of what doesn't work is wrong itself
//!   journal        what is recorded of it
//! typed          the same step by step, with the version in the type
//! witness        who looks on
//! ```

mod apply;
mod at_fault;
mod carry;
mod foreign_keys;
mod journal;
mod legacy;
mod rows;
#[allow(clippy::module_inception)]
mod run;
mod said;
mod start;
mod transaction;
mod typed;
mod verify;
mod witness;

pub use self::typed::At;
pub(crate) use self::{apply::seed_stands, run::Run, witness::Witness};
