//! References between rows: what a run breaks fails it, what was broken before does not.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes and tags.
            version 1 sealed "ca2a52296e3dd501";
            /// Notes without a body go, and sections become chapters.
            version 2 sealed "9df6b9ae0d3419a2" {
                rename section => chapter;
                sql "DELETE FROM note WHERE body = ''";
            }
            /// There are no chapters.
            version 3;
        }

        table note as Note {
            id: i64 primary key,
            body: String = "",
        }
        table tag as Tag without rowid {
            note_id: i64 references note(id) on delete cascade,
            name: String,

            primary key (note_id, name),
        }
        table chapter as Chapter until 3 {
            id: i64 primary key,
        }
    }
}

fn old(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    conn.execute_batch("INSERT INTO note VALUES (1, 'one'), (2, '')")
        .unwrap();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

#[track_caller]
fn refused(sql: &str, child: &str) {
    for foreign_keys in ["ON", "OFF"] {
        let (folder, conn) = old(sql);
        conn.execute_batch(&format!("PRAGMA foreign_keys = {foreign_keys}"))
            .unwrap();
        let bytes = folder.snapshot();
        let error = notes::migrate(&conn).unwrap_err();
        bytes.assert_unchanged(folder.path());
        let Error::ForeignKeys { violations, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(violations.len(), 1, "{error}");
        assert_eq!(violations[0].table, child, "{error}");
        for part in ["file.db", "nothing was changed", "help: "] {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
    }
}

#[test]
fn a_step_that_breaks_references_is_refused() {
    refused("INSERT INTO tag VALUES (2, 'a'), (1, 'b')", "tag");
}

#[test]
fn what_was_broken_before_is_excused_but_no_more() {
    refused("INSERT INTO tag VALUES (77, 'lost'), (2, 'a')", "tag");
    let (_folder, conn) = old("INSERT INTO tag VALUES (77, 'lost'), (1, 'b')");
    notes::migrate(&conn).unwrap();
    assert_eq!(number(&conn, "SELECT count(*) FROM tag"), 2);
}

#[test]
fn tables_of_the_files_own_count_too() {
    refused(
        "CREATE TABLE mine (note_id INTEGER REFERENCES note (id)); INSERT INTO mine VALUES (77), (2)",
        "mine",
    );
    refused(
        "CREATE TABLE mine (section_id INTEGER REFERENCES section); INSERT INTO section VALUES (1); INSERT INTO mine VALUES (1)",
        "mine",
    );
    let (_folder, conn) = old("CREATE TABLE theirs (id INTEGER PRIMARY KEY);
        CREATE TABLE mine (note_id INTEGER REFERENCES note (id), theirs_id INTEGER REFERENCES theirs, gone_id INTEGER REFERENCES gone);
        INSERT INTO mine VALUES (1, 7, 8), (77, 7, 8)");
    notes::migrate(&conn).unwrap();
    assert_eq!(stamp(&conn), 3);
}
