//! What SQLite's own table of the schema says.

/// A row of `sqlite_schema`.
pub(crate) struct Entry {
    pub(crate) kind: String,
    pub(crate) name: String,
    /// The table that it belongs to, or its own name.
    pub(crate) table: String,
    pub(crate) sql: String,
}
