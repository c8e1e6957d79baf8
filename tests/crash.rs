//! A process that ends in the middle of an upgrade leaves the file wholly old or wholly new.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{fs, thread, time::Duration};

use rusqlite_schema::{Options, rusqlite::Connection, schema};
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
            version 1 sealed "2:793fec3026a72310";
            /// Every note is said with emphasis, and no body is missing.
            version 2 {
                sql "UPDATE note SET body = body || '!'";
            }
        }

        table note as Note {
            id: i64 primary key,
            body: Option<String> until 2,
            body: String = "" since 2 from "coalesce(body, '')",

            index idx_note_body (body) since 2,
        }
    }
}

const ROWS: i64 = 5000;

#[test]
fn child() {
    opener::serve(|path| Ok(notes::open_with(path, &Options::default())?.1));
}

fn old(wal: bool) -> Folder {
    let folder = Folder::new();
    let conn = folder.connect();
    if wal {
        conn.pragma_update(None, "journal_mode", "wal").unwrap();
    }
    notes::create_at(&conn, 1).unwrap();
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
               INSERT INTO note (body) SELECT 'note ' || i FROM n";
    conn.execute(sql, [ROWS]).unwrap();
    folder
}

/// Sees that the file is at one version with all its parts.
fn assert_whole(conn: &Connection) {
    let new = stamp(conn) == 2;
    let emphasised = number(conn, "SELECT count(*) FROM note WHERE body LIKE 'note %!'");
    let columns =
        "SELECT count(*) FROM pragma_table_xinfo('note') WHERE name = 'body' AND \"notnull\"";
    let indexes = "SELECT count(*) FROM sqlite_schema WHERE type = 'index'";
    assert_eq!(emphasised, if new { ROWS } else { 0 });
    assert_eq!(number(conn, columns), i64::from(new));
    assert_eq!(number(conn, indexes), i64::from(new));
    assert_eq!(number(conn, "SELECT count(*) FROM note"), ROWS);
    assert_eq!(
        number(
            conn,
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
        ),
        1
    );
}

/// Whether something beside the file says that its last transaction was not finished.
fn leaves_a_journal(folder: &Folder) -> bool {
    let mut files = fs::read_dir(folder.path()).unwrap().map(Result::unwrap);
    // The index of a log is there as soon as the file is read.
    files.any(|it| {
        let name = it.file_name().into_string().unwrap();
        let is_journal = name.ends_with("-journal") || name.ends_with("-wal");
        is_journal && it.metadata().unwrap().len() > 0
    })
}

#[test]
fn a_killed_upgrade_is_all_or_nothing() {
    let mut interrupted = 0;
    for round in 0..40_u64 {
        let (warm, folder) = (Folder::new(), old(round % 2 == 0));
        let mut opener = Opener::start();
        // The time that the process takes to start is none of the upgrade's.
        opener.ask(&warm.file());
        opener.answer();
        opener.ask(&folder.file());
        thread::sleep(Duration::from_micros(round * 700));
        opener.kill();

        let is_left_behind = leaves_a_journal(&folder);
        let conn = folder.connect();
        assert_whole(&conn);
        interrupted += usize::from(is_left_behind && stamp(&conn) == 1);
        drop(conn);
        let conn = notes::open(folder.file()).unwrap();
        assert_eq!(stamp(&conn), 2);
        assert_whole(&conn);
    }
    assert!(interrupted > 0, "no upgrade was killed in its middle");
    println!("{interrupted} of 40 upgrades were killed in their middle");
}
