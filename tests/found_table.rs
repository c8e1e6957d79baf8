//! What becomes of a file that lacks something, by its stamp, by what it lacks and by policy: the whole table.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use rusqlite_schema::{
    Drift, Error, Options, Outcome, Report, Result, Warning, rusqlite::Connection,
};
use support::{Folder, number, stamp};

macro_rules! schema_of {
    ($module:ident, $($seal:tt)*) => {
        mod $module {
            rusqlite_schema::schema! {
                /// Notes.
                pub(crate) schema notes in "notes.db" {
                    history {
                        /// Notes.
                        version 1 sealed "2:2aaa9bfef0de66a3";
                        /// Notes can be pinned.
                        version 2 $($seal)*;
                    }
                    table note as Note {
                        id: i64 primary key,
                        body: String,
                        tag: Option<String>,
                        stars: i64 = 3,
                        owner: String,
                        pinned: bool = false since 2,
                        index by_body (body),
                    }
                    table shelf as Shelf { name: String }
                    view bodies "SELECT body FROM note";
                    trigger watch after delete on note "DELETE FROM shelf WHERE name = old.body;";
                }
            }
        }
    };
}

schema_of!(released, sealed "2:d40a00d84ec0bd13");
schema_of!(draft,);

/// What can be added without touching rows, and whether structs can't read the file without it.
const ADDABLE: [(&str, bool); 6] = [
    ("DROP TABLE shelf", true),
    ("ALTER TABLE note DROP COLUMN tag", true),
    ("ALTER TABLE note DROP COLUMN stars", true),
    ("DROP INDEX by_body", false),
    ("DROP VIEW bodies", false),
    ("DROP TRIGGER watch", false),
];

/// What would touch rows.
const TOUCHING: [&str; 2] = [
    "ALTER TABLE note DROP COLUMN owner",
    "ALTER TABLE note DROP COLUMN stars; ALTER TABLE note ADD COLUMN stars TEXT NOT NULL DEFAULT '3'",
];

const POLICIES: [Drift; 5] = [
    Drift::RefuseUnusable,
    Drift::Refuse,
    Drift::Repair,
    Drift::Report,
    Drift::Ignore,
];

/// A file of a version with one row, to which something has been done.
fn file(version: i64, sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    released::notes::create_at(&conn, version).unwrap();
    conn.execute_batch("INSERT INTO note (body, tag, owner) VALUES ('one', 'red', 'me')")
        .unwrap();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

type Migrate = fn(&mut Connection, &Options) -> Result<Report>;

const RELEASED: Migrate = released::notes::migrate_with;
const DRAFT: Migrate = draft::notes::migrate_with;

fn added(report: &Report) -> usize {
    let is_added = |it: &&Warning| matches!(it, Warning::Added(_));
    report.warnings.iter().filter(is_added).count()
}

fn told(report: &Report) -> usize {
    let is_told = |it: &&Warning| matches!(it, Warning::Drift(_));
    report.warnings.iter().filter(is_told).count()
}

/// That what the file lacked is added, and reported, and the row stands.
#[track_caller]
fn is_added(version: i64, sql: &str, migrate: Migrate, policy: Drift, outcome: Outcome) {
    let (_folder, mut conn) = file(version, sql);
    let report = migrate(&mut conn, &Options::default().drift(policy)).unwrap();
    assert_eq!(
        (report.outcome, added(&report)),
        (outcome, 1),
        "{policy:?}: {sql}: {report}"
    );
    let again = migrate(&mut conn, &Options::default().drift(Drift::Refuse)).unwrap();
    assert_eq!(
        (again.outcome, again.warnings.len()),
        (Outcome::Current, 0),
        "{sql}"
    );
    assert_eq!(
        (
            number(&conn, "SELECT count(*) FROM note WHERE body = 'one'"),
            stamp(&conn)
        ),
        (1, 2)
    );
}

/// That the file is refused, with what differs and what helps, and not a byte of it has changed.
#[track_caller]
fn is_refused(version: i64, sql: &str, migrate: Migrate, policy: Drift) {
    let (folder, mut conn) = file(version, sql);
    let before = folder.snapshot();
    let error = migrate(&mut conn, &Options::default().drift(policy)).unwrap_err();
    match &error {
        Error::AnotherHistory { differences, .. } if version == 1 => {
            assert_eq!(differences.len(), 1);
        }
        Error::Drift { differences, .. } if version == 2 => assert_eq!(differences.len(), 1),
        other => panic!("{policy:?}: {sql}: {other:?}"),
    }
    assert!(error.to_string().contains("\nhelp: "), "{error}");
    before.assert_unchanged(folder.path());
}

/// That the file is opened as it is, with so many warnings.
#[track_caller]
fn is_left(sql: &str, migrate: Migrate, policy: Drift, warnings: usize) {
    let (folder, mut conn) = file(2, sql);
    let before = folder.snapshot();
    let report = migrate(&mut conn, &Options::default().drift(policy)).unwrap();
    assert_eq!(
        (report.outcome, told(&report)),
        (Outcome::Current, warnings),
        "{policy:?}: {sql}: {report}"
    );
    before.assert_unchanged(folder.path());
}

#[test]
fn an_older_file_gets_what_can_be_added_whatever_the_policy() {
    for policy in POLICIES {
        for (sql, _) in ADDABLE {
            let outcome = Outcome::Upgraded { from: 1 };
            is_added(1, sql, RELEASED, policy, outcome);
            is_added(1, sql, DRAFT, policy, outcome);
        }
    }
}

#[test]
fn an_older_file_that_is_otherwise_is_of_another_history() {
    for policy in POLICIES {
        for sql in TOUCHING {
            is_refused(1, sql, RELEASED, policy);
            is_refused(1, sql, DRAFT, policy);
        }
    }
}

#[test]
fn a_current_file_that_lacks_something_is_judged_by_the_policy() {
    for (sql, is_unusable) in ADDABLE {
        if is_unusable {
            is_refused(2, sql, RELEASED, Drift::RefuseUnusable);
        } else {
            is_left(sql, RELEASED, Drift::RefuseUnusable, 1);
        }
        is_refused(2, sql, RELEASED, Drift::Refuse);
        is_added(2, sql, RELEASED, Drift::Repair, Outcome::Repaired);
        is_left(sql, RELEASED, Drift::Report, 1);
        is_left(sql, RELEASED, Drift::Ignore, 0);
    }
}

#[test]
fn a_current_file_that_is_otherwise_is_refused_with_what_helps() {
    for sql in TOUCHING {
        for policy in [Drift::RefuseUnusable, Drift::Refuse, Drift::Repair] {
            is_refused(2, sql, RELEASED, policy);
        }
        is_left(sql, RELEASED, Drift::Report, 1);
        is_left(sql, RELEASED, Drift::Ignore, 0);
    }
}

#[test]
fn a_draft_is_completed_or_refused() {
    for (sql, _) in ADDABLE {
        is_added(2, sql, DRAFT, Drift::RefuseUnusable, Outcome::Repaired);
        is_added(2, sql, DRAFT, Drift::Repair, Outcome::Repaired);
        is_refused(2, sql, DRAFT, Drift::Refuse);
        is_left(sql, DRAFT, Drift::Report, 1);
        is_left(sql, DRAFT, Drift::Ignore, 0);
    }
    for sql in TOUCHING {
        is_refused(2, sql, DRAFT, Drift::RefuseUnusable);
        is_refused(2, sql, DRAFT, Drift::Repair);
    }
}

/// A release that is asked to reshape does it to a sealed version as well.
#[test]
fn what_is_asked_for_brings_all_that_can_be_filled() {
    for migrate in [RELEASED, DRAFT] {
        let retyped = TOUCHING.into_iter().skip(1);
        for sql in ADDABLE.into_iter().map(|(sql, _)| sql).chain(retyped) {
            for policy in POLICIES {
                let (folder, mut conn) = file(2, sql);
                let options = Options::default().drift(policy).reshape();
                let report = migrate(&mut conn, &options).unwrap();
                assert_eq!(report.outcome, Outcome::Reshaped, "{sql}");
                assert!(report.backup.unwrap().exists());
                assert_eq!(
                    number(&conn, "SELECT count(*) FROM note WHERE stars = 3"),
                    1
                );
                let before = folder.snapshot();
                assert_eq!(
                    migrate(&mut conn, &options).unwrap().outcome,
                    Outcome::Current
                );
                before.assert_unchanged(folder.path());
            }
        }
        // Nothing says what an owner would be.
        let (folder, mut conn) = file(2, "ALTER TABLE note DROP COLUMN owner");
        let before = folder.snapshot();
        let error = migrate(&mut conn, &Options::default().reshape()).unwrap_err();
        assert!(error.to_string().contains("`note.owner`"), "{error}");
        before.assert_unchanged(folder.path());
    }
}
