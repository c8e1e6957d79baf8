//! Runs plans on SQLite: the order of a run.
//!
//! ```text
//! migrate ─► sight: the version, and whether all is as foreseen
//!            version equal?   ─► whose, drift                       nothing is written, but for
//!                                 complete, reshape                  what is asked for
//!            version newer?   ─► whose, newer: what the journal allows   likewise
//!            Run::begin       ─► settings saved, BEGIN IMMEDIATE, version read again
//!              whose          ─► is it ours?
//!              empty          ─► plan::creation
//!              unstamped      ─► legacy, then recognise
//!              stamped        ─► recognise, or what stands early
//!            apply            ─► each step of each stage
//!            verify           ─► compare, foreign keys, views and triggers
//!            Run::finish      ─► journal, stamp, COMMIT, settings restored
//! ```
//!
//! A run that is dropped before `finish` is rolled back, and the settings are restored all the same.
//!
//! Each of the rooms uses only those below it:
//!
//! ```text
//! rehearse      the same in memory, with rows
//! (entries)     open, outlook, image, adopt, create, completion; migrate, newer; drift with complete and reshape
//! run           one run
//! backup, data  the copy; data steps in Rust
//! guard, look   what must be so before the first write; reading a file
//! terms         what goes in and comes out
//! connection    what is asked of SQLite everywhere
//! error, place, ask, clock
//! ```

mod adopt;
mod ask;
mod backup;
mod clock;
mod complete;
mod completion;
mod connection;
mod create;
pub mod data;
mod drift;
mod error;
mod guard;
mod image;
mod judge;
mod look;
mod migrate;
mod newer;
mod open;
mod outlook;
mod place;
#[cfg(feature = "rehearsal")]
mod rehearse;
mod reshape;
mod run;
mod terms;

pub use self::{
    adopt::adopt,
    completion::complete,
    create::create_at,
    data::{DataFunction, Moved, Program},
    error::{
        Error, FailedRow, Misuse, Remedy, Result, StepError, StepResult, Violation, WithCauses,
    },
    guard::OLDEST_SQLITE,
    image::Image,
    look::introspect,
    migrate::{migrate, migrate_with},
    open::{open, open_with},
    outlook::{Effort, Outlook, PlannedStep, outlook},
    run::At,
    terms::{
        Backup, Drift, Observer, Occasion, Options, Outcome, Prepare, Progress, Report, RowCounts,
        StepReport, Warning,
    },
};
#[cfg(feature = "rehearsal")]
pub use self::{
    error::RehearsalError,
    rehearse::{
        Refused, Rehearsal, RehearsedProgram, RowReader, rehearse, rehearse_from, rehearse_with,
    },
};
