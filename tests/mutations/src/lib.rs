//! What breaks the library on purpose, to see that somebody notices: the rehearsal of a schema with one
//! of everything, whose history changes all of it; and the tests of files.
//!
//! `table.rs` has what the rehearsal must notice, `field_table.rs` what it can't: what a run does with
//! files and connections that are not its own.

pub mod awkward;
mod copy;
pub mod field;
pub mod field_table;
pub mod literal;
pub mod mutation;
mod schemata;
pub mod table;
pub mod workshop;
