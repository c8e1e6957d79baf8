//! What holds for any file, and for whatever somebody writes into `schema!`.
//!
//! The functions here are what the targets in `fuzz/` call with bytes of a fuzzer's making, and what
//! the test of this package calls with the bytes that were worth keeping.

// The unit tests of the modules below are the macro's, and run there.
#![cfg(not(test))]

pub mod file;
pub mod macro_input;

// A procedural macro exports nothing, so its modules are compiled once more, as modules of this crate.
#[path = "../../../schema-macros/src/check/mod.rs"]
mod check;
#[path = "../../../schema-macros/src/expand.rs"]
mod expand;
#[path = "../../../schema-macros/src/lower/mod.rs"]
mod lower;
#[cfg(feature = "rehearsal")]
#[path = "../../../schema-macros/src/rehearse/mod.rs"]
mod rehearse;
#[path = "../../../schema-macros/src/render/mod.rs"]
mod render;
#[path = "../../../schema-macros/src/report.rs"]
mod report;
#[path = "../../../schema-macros/src/suggest.rs"]
mod suggest;
#[path = "../../../schema-macros/src/survival.rs"]
mod survival;
#[path = "../../../schema-macros/src/syntax/mod.rs"]
mod syntax;
#[path = "../../../schema-macros/src/written.rs"]
mod written;
