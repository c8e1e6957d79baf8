//! The key that every table has unless it is `WITHOUT ROWID`.

/// What a rowid may be called, unless a column has the name, after <https://sqlite.org/rowidtable.html>.
pub const ROWID_NAMES: [&str; 3] = ["rowid", "_rowid_", "oid"];
