//! What must be as it should before the first write: the connection, its settings, and what may be
//! called over it.

pub(crate) mod beforehand;
pub(crate) mod calls;
pub(crate) mod externs;
pub(crate) mod settings;

pub use self::beforehand::OLDEST_SQLITE;
