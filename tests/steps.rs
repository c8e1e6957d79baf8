//! An upgrade taken step by step: one transaction, and dropped means rolled back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, Outcome, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:5623eb15cdde069a";
            /// Notes can be pinned.
            version 2 sealed "2:ff834fef2bc05d0a";
            /// The body is called text.
            version 3 {
                rename note.body => text;
                sql "UPDATE note SET text = text || '!' WHERE pinned";
            }
        }

        table note as Note {
            id: i64 primary key,
            text: String,
            pinned: bool = false since 2,

            index idx_note_text (text) since 3,
        }
    }
}

fn old() -> Folder {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO note (body) VALUES ('one'), ('two')")
        .unwrap();
    folder
}

#[test]
fn steps_lead_to_the_newest_version() {
    let folder = old();
    let conn = folder.connect();
    let at = notes::begin::<1>(&conn).unwrap();
    let at = notes::v1_to_v2(at).unwrap();
    let at = notes::v2_to_v3(at).unwrap();
    let report = notes::finish(at).unwrap();
    assert!(
        matches!(report.outcome, Outcome::Upgraded { from: 1, .. }),
        "{report}"
    );
    assert_eq!(stamp(&conn), 3);
    assert_eq!(
        number(
            &conn,
            "SELECT count(*) FROM note WHERE text IN ('one', 'two')"
        ),
        2
    );
    assert!(conn.is_autocommit());
}

#[test]
fn steps_lead_where_the_merged_run_leads() {
    let schema = |folder: &Folder| -> Vec<String> {
        let conn = folder.connect();
        let mut statement = conn
            .prepare("SELECT sql FROM sqlite_schema ORDER BY name")
            .unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let (stepped, merged) = (old(), old());
    let conn = stepped.connect();
    let at = notes::v1_to_v2(notes::begin::<1>(&conn).unwrap()).unwrap();
    notes::finish(notes::v2_to_v3(at).unwrap()).unwrap();
    notes::migrate(&merged.connect()).unwrap();
    assert_eq!(schema(&stepped), schema(&merged));
}

#[test]
fn dropped_steps_are_rolled_back() {
    let folder = old();
    let bytes = folder.snapshot();
    let conn = folder.connect();
    drop(notes::begin::<1>(&conn).unwrap());
    assert!(conn.is_autocommit());
    drop(notes::v1_to_v2(notes::begin::<1>(&conn).unwrap()).unwrap());
    assert!(conn.is_autocommit());
    let at = notes::v1_to_v2(notes::begin::<1>(&conn).unwrap()).unwrap();
    drop(notes::v2_to_v3(at).unwrap());
    assert!(conn.is_autocommit());
    assert_eq!(stamp(&conn), 1);
    bytes.assert_unchanged(folder.path());
}

#[test]
fn the_file_is_locked_from_the_first_step_on() {
    let folder = old();
    let conn = folder.connect();
    let at = notes::begin::<1>(&conn).unwrap();
    let other = folder.connect();
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    other
        .execute_batch("INSERT INTO note (body) VALUES ('late')")
        .unwrap_err();
    drop(at);
    other
        .execute_batch("INSERT INTO note (body) VALUES ('early')")
        .unwrap();
}

#[test]
fn a_file_at_another_version_is_refused() {
    let folder = old();
    let conn = folder.connect();
    let bytes = folder.snapshot();
    notes::begin::<2>(&conn).map(drop).unwrap_err();
    notes::begin::<3>(&conn).map(drop).unwrap_err();
    assert!(conn.is_autocommit());
    bytes.assert_unchanged(folder.path());

    notes::migrate(&conn).unwrap();
    let bytes = folder.snapshot();
    notes::begin::<1>(&conn).map(drop).unwrap_err();
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_current_file_can_be_finished_at_once() {
    let folder = old();
    let conn = folder.connect();
    notes::migrate(&conn).unwrap();
    let bytes = folder.snapshot();
    notes::finish(notes::begin::<3>(&conn).unwrap()).unwrap();
    bytes.assert_unchanged(folder.path());
}

#[test]
fn steps_are_refused_inside_a_transaction() {
    let folder = old();
    let conn = folder.connect();
    conn.execute_batch("BEGIN").unwrap();
    let error = notes::begin::<1>(&conn).map(drop).unwrap_err();
    assert!(matches!(error, Error::InTransaction { .. }), "{error:?}");
    assert!(!conn.is_autocommit());
}
