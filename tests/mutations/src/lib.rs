//! A schema with one of everything, whose history changes all of it; and what breaks the library on
//! purpose, to see that the rehearsal of that history notices.
//!
//! `tests/mutations.rs` has the table of what is broken.

pub mod awkward;
pub mod literal;
pub mod table;
pub mod workshop;
