//! Errors as a person may get them, one of each variant at least.

use std::{io, path::PathBuf, time::Duration};

use rusqlite::ffi;

use super::{Error, FailedRow, Held, Misuse, RehearsalError, Remedy, Violation};
use schema_core::found::{Difference, Kind};

fn file() -> String {
    "notes.db".to_owned()
}

fn sql() -> String {
    "ALTER TABLE main.note ADD COLUMN stars INTEGER".to_owned()
}

fn source() -> rusqlite::Error {
    let message = Some("no such function: slug".to_owned());
    rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_ERROR), message)
}

fn differences() -> Vec<Difference> {
    let difference =
        |kind, part, declared, found| Difference::new(kind, "note", part, [declared, found]);
    let stars = Some("stars INTEGER NOT NULL");
    vec![
        difference(Kind::Table, None, Some("note"), None),
        difference(Kind::Column, Some("stars"), stars, Some("stars TEXT")),
        difference(Kind::Column, Some("stars"), None, Some("stars TEXT")),
        difference(Kind::Constraint, None, Some("UNIQUE (text)"), None),
        difference(Kind::Unreadable, None, None, Some("note")),
    ]
}

fn drift(remedy: Remedy) -> Error {
    let (file, differences) = (file(), differences());
    Error::Drift {
        file,
        differences,
        remedy,
    }
}

/// Of files that are refused before a run.
pub(super) fn of_files() -> Vec<Error> {
    let too_new = |needed| Error::TooNew {
        file: file(),
        found: 7,
        newest: 5,
        needed,
    };
    let not_ours = |mark| Error::NotOurs {
        file: file(),
        tables: vec!["photo".to_owned(), "album".to_owned()],
        mark,
    };
    let locked = |waited, shared_cache| Error::Locked {
        file: file(),
        waited,
        shared_cache,
    };
    let backup = |source| Error::Backup {
        file: file(),
        backup: PathBuf::from("notes.db.bak"),
        source,
    };
    let which_version = |missing| Error::WhichVersion {
        file: file(),
        versions: vec![1, 2, 3],
        missing,
    };
    vec![
        too_new(None),
        too_new(Some(6)),
        Error::ReadersOnly {
            file: file(),
            found: 7,
            newest: 5,
            needed: 6,
        },
        Error::TooOld {
            file: file(),
            found: 1,
            first: 3,
        },
        not_ours(None),
        not_ours(Some(0x0f05_5112)),
        Error::StampedEmpty {
            file: file(),
            version: 3,
        },
        Error::AnotherHistory {
            file: file(),
            version: 3,
            differences: differences(),
        },
        Error::AnotherSeal {
            file: file(),
            version: 3,
            program: "notes 1.4.0".to_owned(),
        },
        Error::CannotAdopt {
            file: file(),
            version: 1,
            differences: differences(),
        },
        which_version(Vec::new()),
        which_version(differences().into_iter().take(1).collect()),
        drift(Remedy::Repair),
        drift(Remedy::Reshape),
        drift(Remedy::Update),
        drift(Remedy::ByHand),
        locked(Duration::from_millis(5002), false),
        locked(Duration::ZERO, true),
        Error::ReadOnly { file: file() },
        Error::NeedsRecovery {
            file: file(),
            source: source(),
        },
        Error::NotADatabase {
            file: file(),
            source: source(),
        },
        Error::Open {
            file: file(),
            source: source(),
        },
        Error::OtherVersion {
            file: file(),
            found: 2,
            expected: 1,
        },
        Error::UnknownVersion {
            file: file(),
            version: 9,
            first: 1,
            newest: 5,
        },
        Error::NotEmpty { file: file() },
        backup(io::Error::from(io::ErrorKind::AlreadyExists).into()),
        backup(Held::ByThis.into()),
        Error::UnknownPath { file: file() },
    ]
}

/// Of connections, and of the library.
pub(super) fn of_connections() -> Vec<Error> {
    vec![
        Error::InTransaction { file: file() },
        Error::NeedsUpgrade {
            file: file(),
            version: 1,
            step: "copy the rows of note".to_owned(),
        },
        Error::StatementOpen { file: file() },
        Error::TempObjects {
            file: file(),
            names: vec!["note".to_owned()],
        },
        Error::NoRollback { file: file() },
        Error::NotRegistered {
            file: file(),
            kind: "function",
            name: "slug".to_owned(),
        },
        Error::UnsafeFunction {
            file: file(),
            source: source(),
        },
        Error::Setting {
            file: file(),
            setting: "foreign_keys",
            wanted: false,
        },
        Error::SqliteTooOld {
            file: file(),
            found: "3.31.1".to_owned(),
            needed: "3.37.0".to_owned(),
        },
        Error::Statement(source()),
        Error::Sqlite {
            file: file(),
            source: source(),
        },
    ]
}

/// Of steps, and of what comes out of them.
pub(super) fn of_steps() -> Vec<Error> {
    vec![
        Error::Step {
            file: file(),
            version: 4,
            sql: sql(),
            rows: Vec::new(),
            source: Box::new(source()),
        },
        Error::OlderSqlite {
            file: file(),
            version: 4,
            sql: sql(),
            running: 3_037_000,
            rehearsed_on: 3_054_001,
            source: Box::new(source()),
        },
        Error::InTheWay {
            file: file(),
            version: 4,
            object: "view `recent`".to_owned(),
            sql: sql(),
            source: Box::new(source()),
        },
        Error::Undeclared {
            file: file(),
            version: 4,
            table: "note".to_owned(),
            objects: vec!["by_text".to_owned()],
        },
        Error::ForeignKeys {
            file: file(),
            violations: [Some(7), None]
                .map(|rowid| Violation {
                    table: "tag".to_owned(),
                    rowid,
                    parent: "note".to_owned(),
                })
                .to_vec(),
        },
        Error::Mismatch {
            file: file(),
            version: 4,
            differences: differences(),
        },
        Error::Broken {
            file: file(),
            name: "trigger `watch`".to_owned(),
            source: source(),
        },
        Error::Cancelled {
            file: file(),
            version: 4,
            step: "rebuild note".to_owned(),
        },
    ]
}

/// Of data steps in Rust.
pub(super) fn of_data_steps() -> Vec<Error> {
    let failed = |row: Option<FailedRow>| Error::DataStep {
        file: file(),
        version: 4,
        function: "trim".to_owned(),
        row: row.map(Box::new),
        source: "it has no name".into(),
    };
    let row = FailedRow {
        table: "note".to_owned(),
        key: "id = 'x'".to_owned(),
    };
    vec![
        Error::NoDataStep {
            file: file(),
            version: 4,
            function: "trim".to_owned(),
        },
        failed(None),
        failed(Some(row)),
        Error::Misuse {
            file: file(),
            version: 4,
            function: "trim".to_owned(),
            misuse: Misuse::ChangedTwice {
                table: "note".to_owned(),
            },
        },
        Error::NotFilled {
            file: file(),
            version: 4,
            table: "note".to_owned(),
            columns: vec!["stars".to_owned()],
        },
    ]
}

/// Of rehearsals.
pub(super) fn of_rehearsals() -> Vec<RehearsalError> {
    let values = |column: Option<&str>| RehearsalError::ValuesChanged {
        version: 4,
        table: "note".to_owned(),
        column: column.map(str::to_owned),
    };
    vec![
        Error::NotEmpty { file: file() }.into(),
        RehearsalError::DataStep {
            version: 4,
            function: "trim".to_owned(),
            row: Some(Box::new(FailedRow {
                table: "note".to_owned(),
                key: "id = 1".to_owned(),
            })),
            source: "it has no name".into(),
        },
        RehearsalError::RowsLost {
            version: 4,
            table: "note".to_owned(),
        },
        values(None),
        values(Some("text")),
        RehearsalError::RowsDiffer {
            from: 1,
            version: 4,
            table: "note".to_owned(),
        },
        RehearsalError::NoFiles {
            pattern: "tests/*.db".to_owned(),
            reason: "no file has such a name".to_owned(),
        },
        RehearsalError::Copied {
            file: file(),
            source: Box::new(Error::NotEmpty { file: file() }.into()),
        },
        RehearsalError::Io(io::Error::other("no room")),
        RehearsalError::Damaged {
            version: 4,
            table: "note".to_owned(),
            problem: "row 1 missing from index by_text".to_owned(),
        },
        RehearsalError::Unreadable {
            version: 4,
            table: "note".to_owned(),
            column: "at".to_owned(),
            problem: "its default is the text '2001-02-03', and its type reads integers".to_owned(),
        },
        RehearsalError::NotSown {
            tables: vec!["note".to_owned()],
        },
    ]
}
