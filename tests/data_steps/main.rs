//! Data steps in Rust, as a program writes them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unnecessary_wraps,
    clippy::needless_update,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod columns;
mod errors;
mod hygiene;
mod later;
mod library;
mod rows;
mod template;
