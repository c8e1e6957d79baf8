//! Reading a file.
//!
//! ```text
//! sight      ─► the version, and whether all is as foreseen
//!   glance     ─► text by text; what differs is read and compared
//!     shadow     ─► tables that are a virtual table's
//! whose      ─► whose file it is
//! journal    ─► what its journal says of its versions
//! introspect ─► everything that it has
//! ```

mod entry;
pub(crate) mod glance;
mod introspect;
pub(crate) mod journal;
mod shadow;
pub(crate) mod sight;
pub(crate) mod whose;

pub use self::introspect::introspect;
pub(crate) use self::introspect::{column_names, look};
#[cfg(feature = "rehearsal")]
pub(crate) use self::{
    entry::Entry,
    introspect::{entries, introspect_some},
};
