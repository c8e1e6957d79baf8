//! The engine behind `rusqlite-schema`: it runs on SQLite what `schema-core` plans.

pub mod engine;
