//! What SQLite's refusals mean.

use std::time::Duration;

use rusqlite::{ErrorCode, ffi};

use schema_core::plan::by_their_names;

use super::Error;

impl Error {
    /// What SQLite's refusal to open a file means.
    pub(in crate::engine) fn open(file: String, source: rusqlite::Error) -> Self {
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::NotADatabase { file, source }
            }
            _ => Self::Open { file, source },
        }
    }

    /// What SQLite's refusal of a step means.
    pub(in crate::engine) fn step(
        file: String,
        version: i64,
        sql: String,
        source: rusqlite::Error,
    ) -> Self {
        if is_unsafe(&source) {
            return Self::UnsafeFunction { file, source };
        }
        match in_the_way(&source) {
            Some(object) => Self::InTheWay {
                file,
                version,
                object,
                sql,
                source: Box::new(source),
            },
            None => Self::Step {
                file,
                version,
                sql,
                rows: Vec::new(),
                source: Box::new(by_the_tables_names(source)),
            },
        }
    }

    /// What SQLite's refusal means where no step of ours is to blame.
    pub(in crate::engine) fn sqlite(
        file: String,
        waited: Duration,
        source: rusqlite::Error,
    ) -> Self {
        if is_unsafe(&source) {
            return Self::UnsafeFunction { file, source };
        }
        match source.sqlite_error_code() {
            Some(code @ (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => Self::Locked {
                file,
                waited,
                // SQLite answers so at once where waiting would be of no use.
                shared_cache: code == ErrorCode::DatabaseLocked,
            },
            Some(ErrorCode::ReadOnly) if needs_recovery(&source) => {
                Self::NeedsRecovery { file, source }
            }
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { file },
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::NotADatabase { file, source }
            }
            Some(ErrorCode::CannotOpen) => Self::Open { file, source },
            _ => Self::Sqlite { file, source },
        }
    }
}

/// What a file is that SQLite can't read, and what helps. An encrypted one looks like anything but a database.
pub(super) fn unreadable(source: &rusqlite::Error) -> &'static str {
    if source.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) {
        "a damaged SQLite database; nothing was changed\nhelp: restore a copy, or open another file"
    } else {
        "no SQLite database, or it is damaged, or encrypted and the key is missing or wrong; nothing was changed\nhelp: restore a copy, or open another file; if it is encrypted, set its key before anything else, with `Options::prepare` for `open_with`, or with `PRAGMA key` on the connection that you migrate"
    }
}

/// Whether a statement was not understood; what the file has can't be to blame.
pub(crate) fn is_about_sql(source: &rusqlite::Error) -> bool {
    // The variant that knows the place in the text is there only in some builds of rusqlite.
    let said = std::error::Error::source(source).and_then(|it| it.downcast_ref::<ffi::Error>());
    said.is_some_and(|it| it.code == ErrorCode::Unknown)
}

/// What SQLite says, with tables that are being rebuilt by the names that they have otherwise.
pub(in crate::engine) fn by_the_tables_names(source: rusqlite::Error) -> rusqlite::Error {
    match source {
        rusqlite::Error::SqliteFailure(code, Some(message)) => {
            rusqlite::Error::SqliteFailure(code, Some(by_their_names(&message)))
        }
        other => other,
    }
}

/// Whether SQLite refuses to call a function because it does not trust the file.
fn is_unsafe(source: &rusqlite::Error) -> bool {
    is_about_sql(source) && source.to_string().contains("unsafe use of")
}

/// Whether SQLite would have to write before it can read.
fn needs_recovery(source: &rusqlite::Error) -> bool {
    let code = source.sqlite_error().map(|it| it.extended_code);
    let codes = [
        ffi::SQLITE_READONLY_RECOVERY,
        ffi::SQLITE_READONLY_CANTLOCK,
        ffi::SQLITE_READONLY_ROLLBACK,
        ffi::SQLITE_READONLY_CANTINIT,
    ];
    code.is_some_and(|it| codes.contains(&it))
}

/// The object that SQLite names in `error in view recent after rename: …`.
fn in_the_way(source: &rusqlite::Error) -> Option<String> {
    let rusqlite::Error::SqliteFailure(_, Some(message)) = source else {
        return None;
    };
    let (kind, rest) = message.strip_prefix("error in ")?.split_once(' ')?;
    let is_kind = ["index", "trigger", "view"].contains(&kind);
    let end = rest.find(" after ").or_else(|| rest.find(": "))?;
    let name = rest.get(..end).filter(|_| is_kind)?;
    Some(format!("{kind} `{name}`"))
}
