//! What goes into a run and comes out of it.

mod backup;
mod options;
mod prepare;
mod progress;
mod report;

pub use self::{
    backup::{Backup, Occasion},
    options::{Drift, Options},
    prepare::Prepare,
    progress::{Observer, Progress},
    report::{Outcome, Report, RowCounts, StepReport, Warning},
};
pub(crate) use self::{
    prepare::{open_prepared, prepare},
    progress::{Watch, Watched},
};
