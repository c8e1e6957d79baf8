//! Many processes that open one file at the same moment: all succeed, and one does the work.
//!
//! The processes live for a hundred rounds, so that each round's file is opened by all of them at
//! once and not by one after another.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Options, Outcome, schema};
use support::{
    Folder, number,
    opener::{self, Opener},
    stamp,
};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:c985c0d3f99caa43";
            /// Every note is said with emphasis.
            version 2 sealed "2:537760e95ca6a217" {
                sql "UPDATE note SET body = body || '!'";
            }
            /// Notes are found by their body.
            version 3;
        }

        table note as Note {
            id: i64 primary key,
            body: String,
            pinned: bool = false since 2,

            index idx_note_body (body) since 3,
        }
        table tag as Tag since 3 {
            note_id: i64 references note(id) on delete cascade,
            name: String,

            primary key (note_id, name),
        }
        seed note { id: 1, body: "hello" }
    }
}

const PROCESSES: usize = 12;
const ROUNDS: usize = 100;

#[test]
fn child() {
    opener::serve(|path| Ok(notes::open_with(path, &Options::default())?.1));
}

#[test]
fn reshaping_child() {
    opener::serve(|path| Ok(notes::open_with(path, &Options::default().reshape())?.1));
}

/// Opens a hundred files, each by all processes at once, and sees who did what.
fn race(prepare: fn(&Folder), work: &str, check: fn(&Folder)) {
    race_of("child", prepare, work, check);
}

fn race_of(child: &str, prepare: fn(&Folder), work: &str, check: fn(&Folder)) {
    let mut openers: Vec<_> = (0..PROCESSES).map(|_| Opener::start_as(child)).collect();
    for round in 0..ROUNDS {
        let folder = Folder::new();
        prepare(&folder);
        for opener in &mut openers {
            opener.ask(&folder.file());
        }
        let answers: Vec<_> = openers.iter_mut().map(Opener::answer).collect();
        let workers = answers.iter().filter(|answer| *answer == work).count();
        let others = answers.iter().filter(|answer| *answer == "current").count();
        assert_eq!(
            (workers, others),
            (1, PROCESSES - 1),
            "round {round}: {answers:?}"
        );
        check(&folder);
    }
    openers.into_iter().for_each(Opener::stop);
}

#[test]
fn a_new_file_is_created_once() {
    race(
        |_| {},
        "created",
        |folder| {
            let conn = folder.connect();
            assert_eq!(stamp(&conn), 3);
            assert_eq!(
                number(&conn, "SELECT count(*) FROM note WHERE body = 'hello'"),
                1
            );
        },
    );
}

/// A file of version 1 with one row.
fn old_file(folder: &Folder) {
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO note (body) VALUES ('once')")
        .unwrap();
}

/// The step that adds an exclamation mark has run, and has run once.
fn is_upgraded_once(folder: &Folder) {
    let conn = folder.connect();
    assert_eq!(stamp(&conn), 3);
    let once = "SELECT count(*) FROM note WHERE body = 'once!'";
    assert_eq!(number(&conn, once), 1);
}

#[test]
fn an_old_file_is_upgraded_once() {
    race(old_file, "upgraded", is_upgraded_once);
}

#[test]
fn an_old_file_in_wal_mode_is_upgraded_once() {
    let in_wal_mode = |folder: &Folder| {
        let conn = folder.connect();
        conn.pragma_update(None, "journal_mode", "wal").unwrap();
        old_file(folder);
    };
    race(in_wal_mode, "upgraded", is_upgraded_once);
}

#[test]
fn an_unstamped_file_is_adopted_once() {
    let unstamped = |folder: &Folder| {
        old_file(folder);
        let conn = folder.connect();
        conn.pragma_update(None, "user_version", 0).unwrap();
    };
    race(unstamped, "adopted", is_upgraded_once);
}

/// A file of the newest version with one row, to which something has been done.
fn draft(folder: &Folder, sql: &str) {
    let conn = folder.connect();
    notes::migrate(&conn).unwrap();
    conn.execute_batch("INSERT INTO note (body, pinned) VALUES ('once', 1)")
        .unwrap();
    conn.execute_batch(sql).unwrap();
}

/// The row is there, and everything is as declared.
fn is_whole(folder: &Folder) {
    let conn = folder.connect();
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    assert!(report.warnings.is_empty(), "{report}");
    let once = "SELECT count(*) FROM note WHERE body = 'once'";
    assert_eq!(number(&conn, once), 1);
}

#[test]
fn a_draft_is_completed_once() {
    let shorter = |folder: &Folder| {
        draft(
            folder,
            "DROP TABLE tag; DROP INDEX idx_note_body; ALTER TABLE note DROP COLUMN pinned",
        );
    };
    race(shorter, "repaired", is_whole);
}

#[test]
fn a_draft_is_reshaped_once() {
    let retyped = |folder: &Folder| {
        draft(
            folder,
            "ALTER TABLE note RENAME COLUMN pinned TO before; ALTER TABLE note ADD COLUMN pinned TEXT;
            UPDATE note SET pinned = before",
        );
    };
    race_of("reshaping_child", retyped, "reshaped", |folder| {
        is_whole_with_own(folder);
        let copies = std::fs::read_dir(folder.path()).unwrap();
        let copies = copies.map(|it| it.unwrap().file_name().into_string().unwrap());
        let copies: Vec<_> = copies.filter(|it| it.contains(".bak")).collect();
        assert_eq!(copies.len(), 1, "{copies:?}");
    });
}

/// The same, with the column that no declaration has.
fn is_whole_with_own(folder: &Folder) {
    is_whole(folder);
    let conn = folder.connect();
    let once = "SELECT count(*) FROM note WHERE body = 'once' AND before = 1 AND pinned = 1";
    assert_eq!(number(&conn, once), 1);
}
