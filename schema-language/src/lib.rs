//! The language of `schema!`: from the tokens of a declaration to those of the generated module.
//!
//! `expand.rs` has all of it on one page. The language is described at the facade's macro.

mod check;
mod declared;
mod expand;
mod lower;
#[cfg(feature = "rehearsal")]
mod rehearse;
mod render;
mod report;
mod suggest;
mod survival;
mod syntax;
mod written;

pub use self::expand::schema;
#[doc(hidden)]
pub use self::{declared::declared, survival::survives};
