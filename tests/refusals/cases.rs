//! What is refused, and how it comes about.

use std::{fs, ops::ControlFlow};

use rusqlite_schema::{
    __private::engine,
    Drift, Options, Result,
    rusqlite::{Connection, OpenFlags, functions::FunctionFlags, hooks::AuthAction},
};

use crate::{
    program::{late, today::store, tomorrow},
    scene::{Scene, ignoring, leave_interrupted, migrate, nothing},
};

/// A refusal.
pub(crate) struct Case {
    /// The error's name.
    pub(crate) variant: &'static str,
    /// What happens before bytes are looked at.
    pub(crate) prepare: fn(&mut Scene),
    /// What is refused.
    pub(crate) run: fn(&mut Scene) -> Result<()>,
}

/// Errors that no run of a program with this SQLite gives, and why.
pub(crate) const NEVER: &[(&[&str], &str)] = &[
    (
        &[
            "Run",
            "RowsLost",
            "ValuesChanged",
            "RowsDiffer",
            "Damaged",
            "Unreadable",
            "NotSown",
            "NoFiles",
            "Copied",
            "Io",
        ],
        "only rehearsals say so, of their own database in memory or of a copy",
    ),
    (
        &["OlderSqlite", "SqliteTooOld"],
        "this SQLite is new; `.ci/oldest` has an older one",
    ),
    #[cfg(not(target_os = "linux"))]
    (&["UnknownPath"], "every name is UTF-8"),
    (
        &["Statement"],
        "it is the caller's own; what a run makes of it is `DataStep`",
    ),
];

/// All others, each in every mode.
pub(crate) const CASES: &[Case] = &[
    Case {
        variant: "TooNew",
        prepare: |it| it.sql("PRAGMA user_version = 9"),
        run: migrate,
    },
    Case {
        variant: "ReadersOnly",
        prepare: |it| {
            it.bring();
            tomorrow::store::migrate(&it.other).unwrap();
        },
        run: migrate,
    },
    Case {
        variant: "TooOld",
        prepare: nothing,
        run: |it| late::store::migrate(&it.connection).map(drop),
    },
    Case {
        variant: "NotOurs",
        prepare: |it| {
            it.sql("DROP VIEW texts; DROP TABLE rumour; DROP TABLE label; DROP TABLE note; DROP TABLE author");
            it.sql("DROP TABLE schema_history; CREATE TABLE photo (name); PRAGMA user_version = 0");
        },
        run: migrate,
    },
    Case {
        variant: "StampedEmpty",
        prepare: |it| {
            it.sql("DROP VIEW texts; DROP TABLE rumour; DROP TABLE label; DROP TABLE note; DROP TABLE author");
        },
        run: migrate,
    },
    Case {
        variant: "AnotherHistory",
        prepare: |it| it.sql("ALTER TABLE label RENAME COLUMN name TO other"),
        run: migrate,
    },
    Case {
        variant: "AnotherSeal",
        prepare: |it| {
            it.bring();
            it.sql("UPDATE schema_history SET seal = '2:00c0ffee0123abcd' WHERE version = 3");
        },
        run: migrate,
    },
    Case {
        variant: "CannotAdopt",
        prepare: |it| {
            it.sql("PRAGMA user_version = 0; ALTER TABLE label RENAME COLUMN name TO other");
        },
        run: migrate,
    },
    Case {
        variant: "WhichVersion",
        prepare: |it| {
            it.sql("DROP VIEW texts; DROP TABLE rumour; DROP TABLE label; DROP TABLE note");
            it.sql("PRAGMA user_version = 0");
        },
        run: migrate,
    },
    Case {
        variant: "Drift",
        prepare: |it| {
            it.bring();
            it.sql("DROP INDEX note_by_author");
        },
        run: |it| it.with(&Options::default().drift(Drift::Refuse)),
    },
    Case {
        variant: "Locked",
        prepare: |it| {
            it.connection
                .pragma_update(None, "busy_timeout", 1)
                .unwrap();
            it.sql("BEGIN IMMEDIATE");
        },
        run: migrate,
    },
    Case {
        variant: "Locked",
        prepare: |it| {
            it.other = it.shared();
            it.sql("BEGIN IMMEDIATE");
        },
        run: |it| store::migrate(&it.shared()).map(drop),
    },
    Case {
        variant: "ReadOnly",
        prepare: nothing,
        run: |it| store::migrate(&it.reader()).map(drop),
    },
    Case {
        variant: "NeedsRecovery",
        prepare: leave_interrupted,
        run: |it| {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
            let left =
                Connection::open_with_flags(it.folder.path().join("left.db"), flags).unwrap();
            store::migrate(&left).map(drop)
        },
    },
    Case {
        variant: "NotADatabase",
        prepare: |it| fs::write(it.folder.path().join("text.db"), "notes, one a line").unwrap(),
        run: |it| store::open(it.folder.path().join("text.db")).map(drop),
    },
    Case {
        variant: "Open",
        prepare: nothing,
        run: |it| store::open(it.folder.path().join("no/such/file.db")).map(drop),
    },
    Case {
        variant: "OtherVersion",
        prepare: nothing,
        run: |it| store::begin::<2>(&it.connection).map(drop),
    },
    Case {
        variant: "UnknownVersion",
        prepare: nothing,
        run: |it| store::create_at(&it.connection, 9).map(drop),
    },
    Case {
        variant: "NotEmpty",
        prepare: nothing,
        run: |it| store::create_at(&it.connection, 1).map(drop),
    },
    Case {
        variant: "Backup",
        prepare: |it| fs::write(it.folder.path().join("copy.db"), "precious").unwrap(),
        run: |it| it.with(&Options::default().backup(it.folder.path().join("copy.db"))),
    },
    #[cfg(target_os = "linux")]
    Case {
        variant: "UnknownPath",
        prepare: |it| {
            let odd = Connection::open(it.odd_file()).unwrap();
            odd.pragma_update(None, "encoding", "UTF-16").unwrap();
            store::create_at(&odd, 1).unwrap();
        },
        run: |it| store::open_with(it.odd_file(), &Options::default().backup_beside()).map(drop),
    },
    Case {
        variant: "InTransaction",
        prepare: |it| it.connection.execute_batch("BEGIN").unwrap(),
        run: migrate,
    },
    Case {
        variant: "NeedsUpgrade",
        prepare: nothing,
        run: |it| store::complete(&it.connection).map(drop),
    },
    Case {
        variant: "StatementOpen",
        prepare: nothing,
        run: |it| {
            let mut statement = it.connection.prepare("SELECT * FROM author").unwrap();
            let mut rows = statement.query([]).unwrap();
            rows.next().unwrap();
            store::migrate(&it.connection).map(drop)
        },
    },
    Case {
        variant: "TempObjects",
        prepare: |it| {
            it.connection
                .execute_batch("CREATE TEMP TABLE note (x)")
                .unwrap();
        },
        run: migrate,
    },
    Case {
        variant: "NoRollback",
        // A file without a log in any case, because what is in a log can be taken back.
        prepare: |it| {
            let plain = Connection::open(it.folder.path().join("plain.db")).unwrap();
            store::create_at(&plain, 1).unwrap();
        },
        run: |it| {
            let plain = Connection::open(it.folder.path().join("plain.db")).unwrap();
            plain.pragma_update(None, "journal_mode", "off").unwrap();
            store::migrate(&plain).map(drop)
        },
    },
    Case {
        variant: "NotRegistered",
        prepare: |it| it.sql("PRAGMA user_version = 5"),
        run: |it| late::store::migrate(&it.connection).map(drop),
    },
    Case {
        variant: "UnsafeFunction",
        prepare: |it| {
            for connection in [&it.connection, &it.other] {
                let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_UTF8;
                connection
                    .create_scalar_function("launch", 1, flags, |_| Ok(1))
                    .unwrap();
            }
            it.sql("CREATE INDEX own ON note (launch(text))");
        },
        run: |it| it.with(&Options::default().carry_undeclared(true)),
    },
    Case {
        variant: "Setting",
        prepare: nothing,
        run: |it| {
            it.connection
                .pragma_update(None, "recursive_triggers", true)
                .unwrap();
            ignoring(it, |it| {
                matches!(
                    it,
                    AuthAction::Pragma {
                        pragma_name: "recursive_triggers",
                        pragma_value: Some(_)
                    }
                )
            })
        },
    },
    Case {
        variant: "Sqlite",
        prepare: |it| it.connection.commit_hook(Some(|| true)).unwrap(),
        run: migrate,
    },
    Case {
        variant: "Step",
        prepare: |it| {
            it.sql(
                "INSERT INTO note VALUES (2, 1, 'text'); CREATE UNIQUE INDEX own ON note (text)",
            );
        },
        run: |it| it.with(&Options::default().carry_undeclared(true)),
    },
    Case {
        variant: "InTheWay",
        prepare: |it| it.sql("CREATE VIEW own AS SELECT heard FROM label"),
        run: migrate,
    },
    Case {
        variant: "Undeclared",
        prepare: |it| it.sql("CREATE INDEX own ON note (text)"),
        run: migrate,
    },
    Case {
        variant: "ForeignKeys",
        prepare: |it| it.sql("PRAGMA foreign_keys = OFF; INSERT INTO note VALUES (2, 2, 'whose?')"),
        run: migrate,
    },
    Case {
        variant: "Mismatch",
        prepare: nothing,
        run: |it| {
            ignoring(it, |it| {
                matches!(
                    it,
                    AuthAction::CreateIndex {
                        index_name: "note_by_author",
                        ..
                    }
                )
            })
        },
    },
    Case {
        variant: "Broken",
        prepare: |it| {
            it.sql("CREATE TRIGGER own AFTER INSERT ON author BEGIN INSERT INTO label VALUES (new.name); END");
        },
        run: |it| it.with(&Options::default().carry_undeclared(true)),
    },
    Case {
        variant: "Cancelled",
        prepare: nothing,
        run: |it| it.with(&Options::default().progress(|_| ControlFlow::Break(()))),
    },
    Case {
        variant: "NoDataStep",
        prepare: nothing,
        run: |it| engine::migrate(&it.connection, &store::SCHEMA).map(drop),
    },
    Case {
        variant: "DataStep",
        prepare: |it| it.sql("INSERT INTO label VALUES ('fail')"),
        run: migrate,
    },
    Case {
        variant: "Misuse",
        prepare: |it| {
            it.sql("INSERT INTO label VALUES ('fail'); INSERT INTO author VALUES (3, 'three'), (4, 'four')");
        },
        run: migrate,
    },
    Case {
        variant: "NotFilled",
        prepare: |it| it.sql("INSERT INTO label VALUES ('leave')"),
        run: migrate,
    },
];
