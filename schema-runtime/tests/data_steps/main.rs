//! Data steps in Rust, with the structs that generated code would bring written by hand.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unnecessary_wraps
)]

#[macro_use]
mod support;

mod beside;
mod copy;
mod failing;
mod in_place;
mod names;
mod whole;
