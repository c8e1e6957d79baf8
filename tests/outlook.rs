//! What a run would do to a file: said before it is done, and without a trace.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::fs;

use rusqlite_schema::{Effort, Error, Outcome, Outlook, outlook, rusqlite::Connection, schema};
use support::Folder;

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Files of the first releases.
            legacy {
                rename memo => note;
                drop table scratch;
            }
            /// Notes.
            version 1 sealed "2:28e319d1128717d6";
            /// Notes can be pinned, and say so.
            version 2 sealed "2:2721636d71137057" {
                sql "UPDATE note SET body = body || '!'";
            }
            /// Every note has an author.
            version 3;
        }

        table note as Note {
            id: i64 primary key,
            body: String,
            pinned: bool = false since 2,
            author: Option<String> until 3,
            author: String since 3 from "coalesce(author, '')",

            index idx_note_body (body) since 2,
        }
        seed note since 3 { id: 1, body: "hello", author: "us" }
    }
}

/// What would be done, with the statements of the file's own that nobody may have changed.
fn look(folder: &Folder) -> Outlook {
    let before = fs::read(folder.file()).unwrap();
    let outlook = outlook(&folder.connect(), notes::PROGRAM).unwrap();
    assert_eq!(fs::read(folder.file()).unwrap(), before);
    outlook
}

/// The steps that a run then does are those that were foreseen.
fn is_what_happens(folder: &Folder, outlook: &Outlook) {
    let report = notes::migrate(&folder.connect()).unwrap();
    assert_eq!(report.outcome, outlook.outcome);
    let done = report.steps.iter().map(|it| (it.version, &it.what));
    let planned = outlook.steps.iter().map(|it| (it.version, &it.what));
    assert_eq!(planned.collect::<Vec<_>>(), done.collect::<Vec<_>>());
}

fn effort(outlook: &Outlook, what: &str) -> Effort {
    let step = outlook.steps.iter().find(|it| it.what == what);
    step.unwrap_or_else(|| panic!("{outlook:#?}"))
        .effort
        .clone()
}

#[test]
fn an_upgrade_is_foreseen_with_its_rows() {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO note (body) VALUES ('one'), ('two')")
        .unwrap();
    drop(conn);

    let outlook = look(&folder);
    assert_eq!(
        (outlook.version, outlook.outcome),
        (1, Outcome::Upgraded { from: 1 })
    );
    assert_eq!(effort(&outlook, "add column note.pinned"), Effort::Instant);
    assert_eq!(
        effort(&outlook, "create index idx_note_body"),
        Effort::Rows(2)
    );
    assert_eq!(effort(&outlook, "copy the rows of note"), Effort::Rows(2));
    assert_eq!(
        effort(&outlook, "sql UPDATE note SET body = body || '!'"),
        Effort::Unknown
    );
    is_what_happens(&folder, &outlook);
}

#[test]
fn an_adoption_is_foreseen_and_rolled_back() {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch(
        "PRAGMA user_version = 0;
         ALTER TABLE note RENAME TO memo;
         CREATE TABLE scratch (line TEXT);
         INSERT INTO scratch VALUES ('a'), ('b'), ('c');",
    )
    .unwrap();
    drop(conn);

    let outlook = look(&folder);
    assert_eq!(outlook.version, 0);
    assert_eq!(outlook.steps[0].what, "rename table memo to note");
    assert_eq!(effort(&outlook, "drop table scratch"), Effort::Rows(3));
    is_what_happens(&folder, &outlook);
}

#[test]
fn a_creation_is_foreseen() {
    let conn = Connection::open_in_memory().unwrap();
    let planned = outlook(&conn, notes::PROGRAM).unwrap();
    assert_eq!(planned.outcome, Outcome::Created);
    assert!(planned.steps.iter().all(|it| it.effort == Effort::Instant));
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(planned.steps.len(), report.steps.len());
}

#[test]
fn a_current_file_has_nothing_before_it() {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::migrate(&conn).unwrap();
    conn.execute_batch("DROP INDEX idx_note_body; CREATE TABLE own (a)")
        .unwrap();
    drop(conn);

    let outlook = look(&folder);
    assert_eq!(outlook.outcome, Outcome::Current);
    assert!(outlook.steps.is_empty());
    assert_eq!((outlook.warnings.len(), outlook.undeclared.len()), (1, 1));
}

#[test]
fn what_a_run_refuses_is_refused() {
    let conn = Connection::open_in_memory().unwrap();
    conn.execute_batch("CREATE TABLE elsewhere (a)").unwrap();
    let error = outlook(&conn, notes::PROGRAM).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error:?}");
}

#[test]
fn readers_and_writers_go_on_meanwhile() {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    // Another program has the lock; a run would wait for it.
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(look(&folder).outcome, Outcome::Upgraded { from: 1 });
}

schema! {
    /// Drafts, which are called notes.
    pub schema drafts in "drafts.db" {
        history {
            /// Drafts.
            version 1 sealed "2:30f79bec80de36c1";
            /// They are notes, and each has a body.
            version 2 { rename draft => note; }
        }

        table note as Draft {
            id: i64 primary key,
            body: Option<String> until 2,
            body: String since 2 from "coalesce(body, '')",
        }
    }
}

/// The rows stand in the table by the name that it has now.
#[test]
fn the_rows_of_a_table_that_gets_another_name_are_counted() {
    let folder = Folder::new();
    let conn = folder.connect();
    drafts::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO draft (body) VALUES ('one'), ('two'), (NULL)")
        .unwrap();
    let outlook = outlook(&conn, drafts::PROGRAM).unwrap();
    assert_eq!(effort(&outlook, "copy the rows of note"), Effort::Rows(3));
}
