//! What goes into a run and comes out of it.

mod backup;
mod options;
mod progress;
mod report;

pub(crate) use self::progress::{Watch, Watched};
pub use self::{
    backup::{Backup, Occasion},
    options::{Drift, Options},
    progress::{Observer, Progress},
    report::{Outcome, Report, RowCounts, StepReport, Warning},
};
