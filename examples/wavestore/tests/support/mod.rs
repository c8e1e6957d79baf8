//! What the tests share: the catalogue, a reporter of live databases, and files to try things on.

#![allow(
    dead_code,
    unused_imports,
    reason = "each test file uses a part of this"
)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

pub mod agents;
pub mod catalogue;
#[path = "../../../../tests/support/files.rs"]
pub mod files;
pub mod fixture;
pub mod live;
pub mod shape;

pub use self::{files::Snapshot, fixture::Fixture, shape::Order};
