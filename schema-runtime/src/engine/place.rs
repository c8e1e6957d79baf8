//! Where the main database of a connection is.

use std::{
    fmt::{self, Display, Formatter},
    path::{Path, PathBuf},
};

use rusqlite::Connection;

/// What a database that has no file is called.
pub(super) const IN_MEMORY: &str = ":memory:";

/// Where a database is.
pub(super) enum Place {
    /// In memory, or in a file without a name that goes with the connection.
    Memory,
    /// In this file.
    File(PathBuf),
    /// In a file whose path can't be told, and what can be shown of it.
    Untold(String),
}

impl Place {
    pub(super) fn of(connection: &Connection) -> Self {
        match connection.path() {
            Some("") => Self::Memory,
            Some(path) => Self::File(path.into()),
            None => Self::listed(connection),
        }
    }

    /// The place of a file whose path isn't UTF-8, which is told only as text.
    fn listed(connection: &Connection) -> Self {
        // The first is the main one, also under another name than `main`.
        let listed = connection.query_row("PRAGMA database_list", [], |row| {
            Ok(row.get_ref(2)?.as_bytes()?.to_vec())
        });
        let Ok(bytes) = listed else {
            return Self::Untold("a file whose name isn't UTF-8".to_owned());
        };
        match path(&bytes) {
            Some(path) => Self::File(path),
            None => Self::Untold(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// The path of the file, if there is one and it can be told.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Memory | Self::Untold(_) => None,
        }
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str(IN_MEMORY),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Untold(shown) => f.write_str(shown),
        }
    }
}

/// A path that isn't UTF-8. If its bytes are, they have been through the UTF-16 of the database, and
/// what was no UTF-8 has been replaced.
#[cfg(unix)]
fn path(bytes: &[u8]) -> Option<PathBuf> {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let is_replaced = str::from_utf8(bytes).is_ok();
    (!is_replaced).then(|| OsStr::from_bytes(bytes).into())
}

/// Elsewhere a path is no bytes.
#[cfg(not(unix))]
fn path(_: &[u8]) -> Option<PathBuf> {
    None
}

/// A path beside another one: the same with more at its end.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
