//! What is done to connections before they are used.

use std::{
    fmt::{self, Debug, Formatter},
    path::Path,
    sync::Arc,
};

use rusqlite::{Connection, OpenFlags};

type Do = dyn Fn(&Connection) -> rusqlite::Result<()> + Send + Sync;

/// Makes a connection ready for use, such as by the key of an encrypted file.
#[derive(Clone)]
pub struct Prepare(Arc<Do>);

impl Prepare {
    pub(crate) fn new(
        prepare: impl Fn(&Connection) -> rusqlite::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(prepare))
    }
}

/// Prepares a connection, if the caller says how.
pub(crate) fn prepare(connection: &Connection, prepare: Option<&Prepare>) -> rusqlite::Result<()> {
    prepare.map_or(Ok(()), |it| (it.0)(connection))
}

/// Opens a file with a connection that is ready for use.
pub(crate) fn open_prepared(
    file: &Path,
    flags: OpenFlags,
    how: Option<&Prepare>,
) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(file, flags)?;
    prepare(&connection, how)?;
    Ok(connection)
}

impl Debug for Prepare {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepare").finish_non_exhaustive()
    }
}

/// Two are equal if they are the same.
impl PartialEq for Prepare {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Prepare {}
