//! A data step in Rust on real ground: definitions and instances become agents.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod generated;
mod rules;
mod untouched;

use rusqlite_schema::{Outcome, rusqlite::Connection};
use wavestore::{consolidation::agents, objects};

#[test]
fn the_history_is_sound() {
    agents::rehearse().unwrap();
}

#[test]
fn a_file_of_the_store_can_be_consolidated() {
    let connection = Connection::open_in_memory().unwrap();
    objects::migrate(&connection).unwrap();
    let report = agents::migrate(&connection).unwrap();
    assert!(
        matches!(report.outcome, Outcome::Upgraded { from: 4, .. }),
        "{report}"
    );
}
