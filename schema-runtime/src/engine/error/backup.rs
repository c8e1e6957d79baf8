//! Why no copy of a file could be made, and what helps.

use std::{
    error::Error,
    fmt::{self, Display, Formatter},
    io,
};

use rusqlite::ErrorCode;

/// A file that can't be read to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// The connection that migrates it keeps it for itself.
    ByThis,
    /// Another connection holds the lock.
    ByAnother,
}

impl Display for Held {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByThis => {
                "the connection's `locking_mode` is EXCLUSIVE, so that no other can read the file to copy it"
            }
            Self::ByAnother => "another connection holds the lock",
        })
    }
}

impl Error for Held {}

/// What helps with a copy that could not be made for this cause.
pub(super) fn help(cause: &(dyn Error + Send + Sync + 'static)) -> &'static str {
    // SQLCipher has no code of its own for one key of two.
    let is_encrypted = |it: &rusqlite::Error| {
        it.sqlite_error_code() == Some(ErrorCode::NotADatabase)
            || it.to_string().contains("encrypted")
    };
    let is_taken = |it: &io::Error| it.kind() == io::ErrorKind::AlreadyExists;
    match cause.downcast_ref() {
        Some(Held::ByThis) => {
            "migrate with a connection that is opened anew, and set `PRAGMA locking_mode = EXCLUSIVE` afterwards"
        }
        Some(Held::ByAnother) => "let the other connection finish, and try again",
        None if cause.downcast_ref().is_some_and(is_taken) => "give the backup a name that is free",
        None if cause.downcast_ref().is_some_and(is_encrypted) => {
            "if the file is encrypted, set its key with `Options::prepare`, for the connections that copy it"
        }
        None => {
            "have the backup made in a folder that exists, can be written to, and has room for it"
        }
    }
}
