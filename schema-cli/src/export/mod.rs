//! The history as numbered files of SQL, for programs that run such files and for hosted databases.
//!
//! ```text
//! scripts  each version's statements, from the planner
//!   replay the same where foreign keys may be on, and triggers fire
//!   unfit  what needs the program, or what its own connection does
//! layout   what each file is called, and what stands around the statements
//!   sum    the checksums that Atlas keeps beside them
//! proof    all of it run on an empty database
//! folder   what stands in the directory already, and what is new
//! ```

mod folder;
mod layout;
mod proof;
mod replay;
mod script;
mod scripts;
mod sum;
mod unfit;

pub use self::layout::Layout;
pub(crate) use self::{
    folder::{State, write},
    layout::File,
    proof::prove,
    scripts::scripts,
};
