//! refinery, which can share SQLite with rusqlite 0.41.

mod refinery;

use crate::refinery::Refinery;

fn main() {
    peers_common::run(&[&Refinery::default()]);
}
