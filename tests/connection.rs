//! The caller's connection is as it was, whatever happened in between.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{
    Error,
    rusqlite::{Connection, config::DbConfig},
    schema,
};
use support::{Folder, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:7c1a769d4c929b18";
            /// No two notes have one body, and the body is never empty.
            version 2;
        }

        table note as Note {
            id: i64 primary key,
            body: Option<String> until 2,
            body: String = "" since 2 from "coalesce(body, 'none ' || rowid)",

            unique index idx_note_body (body) since 2,
        }
        table tag as Tag {
            note_id: i64 references note(id) on delete cascade deferrable initially deferred,
            name: String,
        }
    }
}

const PRAGMAS: [&str; 8] = [
    "foreign_keys",
    "legacy_alter_table",
    "ignore_check_constraints",
    "writable_schema",
    "recursive_triggers",
    "busy_timeout",
    "synchronous",
    "query_only",
];

const CONFIGS: [DbConfig; 7] = [
    DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
    DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
    DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW,
    DbConfig::SQLITE_DBCONFIG_DQS_DDL,
    DbConfig::SQLITE_DBCONFIG_DQS_DML,
    DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
    DbConfig::SQLITE_DBCONFIG_DEFENSIVE,
];

/// One setting that a caller may have changed.
#[derive(Clone, Copy, Debug)]
enum Setting {
    Pragma(&'static str),
    Config(DbConfig),
}

impl Setting {
    /// All settings whose value is on or off.
    fn all() -> Vec<Self> {
        let pragmas = PRAGMAS.into_iter().take(5).map(Self::Pragma);
        pragmas
            .chain(CONFIGS.into_iter().map(Self::Config))
            .collect()
    }

    /// Turns what is on off, and what is off on.
    fn flip(self, conn: &Connection) {
        match self {
            Self::Pragma(name) => {
                let value: i64 = conn
                    .pragma_query_value(None, name, |row| row.get(0))
                    .unwrap();
                conn.pragma_update(None, name, 1 - value).unwrap();
            }
            Self::Config(config) => {
                conn.set_db_config(config, !conn.db_config(config).unwrap())
                    .unwrap();
            }
        }
    }
}

/// Everything that a caller could see of the connection's settings.
fn settings(conn: &Connection) -> Vec<(String, i64)> {
    let pragma = |name: &str| {
        let value = conn
            .pragma_query_value(None, name, |row| row.get(0))
            .unwrap();
        (name.to_owned(), value)
    };
    let config = |config| {
        (
            format!("{config:?}"),
            conn.db_config(config).unwrap().into(),
        )
    };
    let transaction = ("autocommit".to_owned(), conn.is_autocommit().into());
    let pragmas = PRAGMAS.into_iter().map(pragma);
    pragmas
        .chain(CONFIGS.into_iter().map(config))
        .chain([transaction])
        .collect()
}

/// Runs `scenario` with each setting flipped, with none, and with all at once.
#[track_caller]
fn unchanged_by(scenario: fn(&Folder, &mut Connection)) {
    unchanged_with(&[], scenario);
    for setting in Setting::all() {
        unchanged_with(&[setting], scenario);
    }
    // What is defensive refuses to let the schema be written: that pair has a test of its own.
    let mut all = Setting::all();
    all.pop_if(|last| matches!(last, Setting::Config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE)));
    unchanged_with(&all, scenario);
}

/// Runs `scenario` with these settings flipped, and compares them afterwards.
#[track_caller]
fn unchanged_with(flipped: &[Setting], scenario: fn(&Folder, &mut Connection)) {
    let folder = Folder::new();
    let mut conn = folder.connect();
    for setting in flipped {
        setting.flip(&conn);
    }
    let before = settings(&conn);
    scenario(&folder, &mut conn);
    let after = settings(&conn);
    let changed: Vec<_> = before
        .iter()
        .zip(&after)
        .filter(|(old, new)| old != new)
        .collect();
    assert!(changed.is_empty(), "with {flipped:?}: {changed:?}");
}

/// A file of version 1 with two notes and a tag.
fn make_old(folder: &Folder, bodies: [&str; 2]) {
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    for body in bodies {
        conn.execute("INSERT INTO note (body) VALUES (?1)", [body])
            .unwrap();
    }
    conn.execute_batch("INSERT INTO tag (note_id, name) VALUES (1, 'a')")
        .unwrap();
}

#[test]
fn after_a_creation() {
    unchanged_by(|_, conn| {
        notes::migrate(conn).unwrap();
    });
}

#[test]
fn after_an_upgrade() {
    unchanged_by(|folder, conn| {
        make_old(folder, ["one", "two"]);
        notes::migrate(conn).unwrap();
        assert_eq!(stamp(conn), 2);
        assert_eq!(support::number(conn, "SELECT count(*) FROM tag"), 1);
    });
}

#[test]
fn after_an_adoption() {
    unchanged_by(|folder, conn| {
        make_old(folder, ["one", "two"]);
        folder
            .connect()
            .pragma_update(None, "user_version", 0)
            .unwrap();
        notes::migrate(conn).unwrap();
        assert_eq!(stamp(conn), 2);
    });
}

#[test]
fn after_a_run_with_nothing_to_do() {
    unchanged_by(|folder, conn| {
        notes::migrate(&folder.connect()).unwrap();
        notes::migrate(conn).unwrap();
    });
}

#[test]
fn after_a_step_that_failed() {
    unchanged_by(|folder, conn| {
        make_old(folder, ["same", "same"]);
        let bytes = folder.snapshot();
        let error = notes::migrate(conn).unwrap_err();
        assert!(matches!(error, Error::Step { version: 2, .. }), "{error:?}");
        assert!(error.to_string().contains("idx_note_body"), "{error}");
        bytes.assert_unchanged(folder.path());
    });
}

#[test]
fn after_a_commit_that_was_refused() {
    unchanged_by(|folder, conn| {
        make_old(folder, ["one", "two"]);
        let bytes = folder.snapshot();
        let _ = conn.commit_hook(Some(|| true));
        notes::migrate(conn).unwrap_err();
        bytes.assert_unchanged(folder.path());
        let _ = conn.commit_hook(None::<fn() -> bool>);
        assert_eq!(stamp(conn), 1);
        notes::migrate(conn).unwrap();
    });
}

#[test]
fn after_a_newer_file() {
    unchanged_by(|folder, conn| {
        folder
            .connect()
            .pragma_update(None, "user_version", 3)
            .unwrap();
        let error = notes::migrate(conn).unwrap_err();
        assert!(matches!(error, Error::TooNew { .. }), "{error:?}");
    });
}

#[test]
fn after_a_file_of_somebody_else() {
    unchanged_by(|folder, conn| {
        folder
            .connect()
            .execute_batch("CREATE TABLE other (x)")
            .unwrap();
        let error = notes::migrate(conn).unwrap_err();
        assert!(matches!(error, Error::NotOurs { .. }), "{error:?}");
    });
}

#[test]
fn after_foreign_keys_that_the_upgrade_would_not_mend() {
    unchanged_by(|folder, conn| {
        make_old(folder, ["one", "two"]);
        let other = folder.connect();
        other.pragma_update(None, "foreign_keys", false).unwrap();
        other
            .execute_batch("INSERT INTO tag (note_id, name) VALUES (99, 'lost')")
            .unwrap();
        drop(other);
        // The violation was there before, so it is none of the upgrade's making.
        notes::migrate(conn).unwrap();
        assert_eq!(support::number(conn, "SELECT count(*) FROM tag"), 2);
    });
}

#[test]
fn after_steps_that_were_dropped() {
    unchanged_by(|folder, conn| {
        make_old(folder, ["one", "two"]);
        let bytes = folder.snapshot();
        drop(notes::begin::<1>(conn).unwrap());
        bytes.assert_unchanged(folder.path());
    });
}

#[test]
fn writing_to_the_schema_stays_allowed_on_a_defensive_connection() {
    let pair = [
        Setting::Pragma("writable_schema"),
        Setting::Config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE),
    ];
    unchanged_with(&pair, |_, conn| {
        notes::migrate(conn).unwrap();
    });
    unchanged_with(&pair, |folder, conn| {
        make_old(folder, ["same", "same"]);
        notes::migrate(conn).unwrap_err();
    });
}
