//! The harness of the bench beside the peers.
//!
//! ```text
//! history   the same schemas and rows for everybody, as scripts and declared
//! peer      what takes part in a work, and how
//!   hand      by hand, with rusqlite: the floor
//!   ours      with `schema!`
//! suite     the works, each on files that are prepared beforehand
//! clock     ways that take turns, their times, and the line that says so
//! growth    the same with ten and a hundred times as many tables and versions
//! ```

#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs
)]

pub mod clock;
pub mod growth;
pub mod hand;
pub mod history;
pub mod ours;
pub mod peer;
pub mod suite;

pub use rusqlite_schema::rusqlite;

pub use self::{
    history::History,
    peer::{Journal, Opened, Peer},
    suite::run,
};
