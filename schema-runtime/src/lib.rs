//! The model, the planner and the engine behind `rusqlite-schema`.
//!
//! Nothing here knows where a declaration was written: the macro crate turns what this one reports
//! into positions in the user's source. Without the `engine` feature the crate is pure: no SQLite.

#[cfg(feature = "engine")]
pub mod engine;
pub mod found;
pub mod model;
pub mod plan;
pub mod seal;
pub mod shape;
pub mod sql;
