//! What holds for any file, and for whatever somebody writes into `schema!`.
//!
//! The functions here are what the targets in `fuzz/` call with bytes of a fuzzer's making, and what
//! the test of this package calls with the bytes that were worth keeping.

pub mod file;
pub mod macro_input;
