//! Calls of rusqlite that could not fail in its older versions.

/// What setting a handler gives: in older versions of rusqlite, nothing that could go wrong.
pub(super) trait Fallible {
    fn into_result(self) -> rusqlite::Result<()>;
}

impl Fallible for () {
    fn into_result(self) -> rusqlite::Result<()> {
        Ok(self)
    }
}

impl Fallible for rusqlite::Result<()> {
    fn into_result(self) -> rusqlite::Result<()> {
        self
    }
}
