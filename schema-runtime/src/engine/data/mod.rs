//! Data steps in Rust: what a version's `run` calls, and what it can do there.
//!
//! ```text
//! Step::Run ─► program: the function that a version runs
//!              call:   what it may use, its counts, its errors
//!              step:   DataStep: copy, change, insert, old
//!                read:   the older version's rows: a stream, one by key
//!                page:   the same, page by page
//!                write:  the newer version's rows
//!                change: within one table
//!                way:    in place, or into the table that is built beside it
//!              old:    Old: look-ups by the caller
//!              row:    what generated code implements for the structs of rows
//! ```

mod call;
mod change;
mod old;
mod page;
mod program;
mod read;
mod row;
mod row_id;
mod statements;
mod step;
mod way;
mod write;

pub(crate) use self::call::Filled;
pub(in crate::engine) use self::row_id::literal;
pub use self::{
    call::RawStep,
    old::{Old, Rows},
    program::{DataFunction, Program},
    row::{ChangeOf, IntoMoved, Moved, NewRow, OldRow, WholeRow},
    step::DataStep,
};
pub use crate::engine::error::Misuse;
