//! Files whose stamp and shape don't agree, and stamps that no version has.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::ops::ControlFlow;

use rusqlite_schema::{
    Drift, Error, Options, Outcome, Progress, Warning, rusqlite::Connection, schema,
};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:e139c2c5f8e4eac0";
            /// Notes can be pinned, and tags come.
            version 2 sealed "2:7f570a9f207208ef";
            /// The stars are never absent.
            version 3;
        }

        table note as Note {
            id: i64 primary key,
            body: String = "",
            pinned: bool = false since 2,
            stars: Option<i64> until 3,
            stars: i64 = 0 since 3 from "coalesce(stars, 0)",

            index idx_note_body (body),
            unique index idx_note_id (id, body) where "body != ''",
            index idx_note_pinned (pinned) since 2,
        }
        table tag as Tag since 2 {
            note_id: i64 references note(id) on delete cascade,
            name: String check "name != ''",
        }
    }
}

fn at(version: i64, sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, version).unwrap();
    conn.execute_batch("INSERT INTO note (body) VALUES ('one'), ('two')")
        .unwrap();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

#[track_caller]
fn refused(version: i64, sql: &str) -> Error {
    let (folder, conn) = at(version, sql);
    let bytes = folder.snapshot();
    let error = notes::migrate(&conn).unwrap_err();
    bytes.assert_unchanged(folder.path());
    for part in ["file.db", "nothing was changed", "help: "] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    error
}

#[test]
fn another_shape_is_another_history() {
    for (sql, part) in [
        (
            "DROP INDEX idx_note_body; CREATE INDEX idx_note_body ON note (body DESC)",
            "index `idx_note_body` on `note`: declared",
        ),
        (
            "DROP TABLE note; CREATE TABLE tag (note_id INTEGER NOT NULL, name TEXT NOT NULL)",
            "table `note` is missing",
        ),
        (
            "DROP INDEX idx_note_id; CREATE UNIQUE INDEX idx_note_id ON note (id, body)",
            "index `idx_note_id` on `note`: declared",
        ),
        (
            "ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 1",
            "column `note.pinned`: declared pinned INTEGER NOT NULL DEFAULT 0, found pinned INTEGER NOT NULL DEFAULT 1",
        ),
        (
            "CREATE TABLE tag (note_id INTEGER NOT NULL)",
            "column `tag.name` is missing",
        ),
        (
            "ALTER TABLE note RENAME COLUMN stars TO s; ALTER TABLE note ADD COLUMN stars INTEGER NOT NULL DEFAULT 0; ALTER TABLE note DROP COLUMN s",
            "column `note.stars`: declared stars INTEGER, found stars INTEGER NOT NULL DEFAULT 0",
        ),
    ] {
        let error = refused(1, sql);
        assert!(
            matches!(error, Error::AnotherHistory { version: 1, .. }),
            "{sql}: {error:?}"
        );
        assert!(error.to_string().contains(part), "{sql}: {error}");
    }
}

/// What can be added without touching rows is added, and said.
#[test]
fn what_a_stamped_file_lacks_is_added() {
    {
        let (sql, said) = (
            "DROP INDEX idx_note_body",
            "index `idx_note_body` on `note` was missing and has been added",
        );
        let (_folder, conn) = at(1, sql);
        let report = notes::migrate(&conn).unwrap();
        assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
        let warnings: Vec<String> = report.warnings.iter().map(ToString::to_string).collect();
        assert!(warnings.iter().any(|it| it == said), "{sql}: {report}");
        assert_eq!(notes::migrate(&conn).unwrap().outcome, Outcome::Current);
    }
}

/// A column of the file's own is no difference, unless its table has to be rebuilt.
#[test]
fn a_column_of_the_files_own_stays() {
    let (_folder, conn) = at(1, "ALTER TABLE note ADD COLUMN mine TEXT");
    conn.execute_batch("UPDATE note SET mine = 'kept'").unwrap();
    let upgraded = notes::migrate(&conn);
    match upgraded {
        Ok(_) => assert_eq!(
            number(&conn, "SELECT count(*) FROM note WHERE mine IS NOT NULL"),
            number(&conn, "SELECT count(*) FROM note")
        ),
        Err(error) => assert!(matches!(error, Error::Undeclared { .. }), "{error:?}"),
    }
}

#[test]
fn stamps_that_no_version_has() {
    for (stamped, is_newer) in [(-1, false), (i32::MIN, false), (4, true), (i32::MAX, true)] {
        let error = refused(1, &format!("PRAGMA user_version = {stamped}"));
        assert_eq!(matches!(error, Error::TooNew { .. }), is_newer, "{error:?}");
        assert_eq!(
            matches!(error, Error::TooOld { .. }),
            !is_newer,
            "{error:?}"
        );
    }
}

#[test]
fn what_stands_of_a_later_version_counts_as_done() {
    for sql in [
        "ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
        "CREATE TABLE tag (note_id INTEGER NOT NULL REFERENCES note ON DELETE CASCADE, name TEXT NOT NULL CHECK (name != ''))",
        "ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0; CREATE INDEX idx_note_pinned ON note (pinned)",
    ] {
        let (_folder, conn) = at(1, sql);
        let report = notes::migrate(&conn).unwrap();
        assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
        assert_eq!(stamp(&conn), 3);
        assert_eq!(number(&conn, "SELECT count(*) FROM note"), 2);
    }
}

#[test]
fn a_stamp_lowered_by_an_older_program_is_raised_again() {
    for (version, stamped) in [(2, 1), (3, 1), (3, 2)] {
        let (_folder, conn) = at(version, &format!("PRAGMA user_version = {stamped}"));
        let report = notes::migrate(&conn).unwrap();
        assert_eq!(report.outcome, Outcome::Upgraded { from: stamped });
        assert_eq!(stamp(&conn), 3);
    }
}

#[test]
fn a_file_without_tables_is_not_the_version_it_is_stamped_with() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch("PRAGMA user_version = 2").unwrap();
    let error = notes::migrate(&conn).unwrap_err();
    assert!(matches!(error, Error::StampedEmpty { .. }), "{error:?}");
}

#[test]
fn drift_is_told_and_nothing_is_written() {
    let (folder, mut conn) = at(
        3,
        "DROP INDEX idx_note_body; CREATE TABLE mine (x); CREATE INDEX my_own ON note (stars)",
    );
    let bytes = folder.snapshot();
    let reported = Options::default().drift(Drift::Report);
    let report = notes::migrate_with(&mut conn, &reported).unwrap();
    assert!(
        matches!(report.warnings[..], [Warning::Drift(_)]),
        "{report}"
    );
    assert_eq!(report.undeclared.len(), 2, "{report}");
    let error =
        notes::migrate_with(&mut conn, &Options::default().drift(Drift::Refuse)).unwrap_err();
    assert!(matches!(error, Error::Drift { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_refused_file_keeps_a_wal_that_another_program_left() {
    for sql in ["PRAGMA user_version = 9", "CREATE TABLE tag (x)"] {
        let (folder, conn) = at(1, "PRAGMA journal_mode = WAL");
        conn.execute_batch(sql).unwrap();
        let left = Folder::new();
        for name in ["file.db", "file.db-wal"] {
            std::fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
        }
        let bytes = left.snapshot();
        notes::open(left.file()).unwrap_err();
        bytes.assert_unchanged(left.path());
    }
}

/// What does not fit into SQLite's cache is written into the log before anybody knows how the run ends.
#[test]
fn a_run_that_fails_leaves_no_log_of_its_own() {
    let (folder, conn) = at(2, "PRAGMA journal_mode = WAL");
    let rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        INSERT INTO note (body) SELECT hex(zeroblob(400)) || i FROM n";
    conn.execute_batch(rows).unwrap();
    drop(conn);
    let bytes = folder.snapshot();
    let late = |it: &Progress| {
        if it.step.contains("index") {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let options = Options::default().progress(late);
    let error = notes::open_with(folder.file(), &options)
        .map(drop)
        .unwrap_err();
    assert!(matches!(error, Error::Cancelled { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn pre_existing_violations_are_excused() {
    let (_folder, conn) = at(
        2,
        "PRAGMA foreign_keys = OFF; INSERT INTO tag VALUES (77, 'lost'), (77, 'lost'), (1, 'a')",
    );
    notes::migrate(&conn).unwrap();
    assert_eq!(number(&conn, "SELECT count(*) FROM tag"), 3);
}
