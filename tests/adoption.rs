//! Files without a version number: what is brought in, what is refused, and what is left alone.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, Outcome, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        application_id 0x4e4f5445;

        history {
            /// Files of the first releases.
            legacy {
                rename memo => jotting;
                rename jotting => note;
                rename label => tag;
                drop index idx_memo_body;
                drop table scratch;
            }
            /// Notes and their tags.
            version 3 sealed "2:98fa4ec5e9daa86d";
            /// Notes can be pinned.
            version 4;
        }

        table note as Note {
            id: i64 primary key,
            body: String,
            author: Option<String>,
            words: i64 = 0,
            pinned: bool = false since 4,

            index idx_note_body (body),
        }
        table tag as Tag {
            note_id: i64 references note(id) on delete cascade,
            name: String,

            primary key (note_id, name),
        }
    }
}

/// The oldest files: first names, and columns missing that can be added.
const OLDEST: &str = "
    CREATE TABLE memo (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE INDEX idx_memo_body ON memo(body);
    CREATE TABLE label (
        note_id INTEGER NOT NULL, name TEXT NOT NULL,
        PRIMARY KEY (note_id, name),
        FOREIGN KEY (note_id) REFERENCES memo(id) ON DELETE CASCADE
    );
    CREATE TABLE scratch (x);
    INSERT INTO memo VALUES (1, 'one'), (2, 'zwölf');
    INSERT INTO label VALUES (1, 'a'), (2, 'b'), (2, 'c');
    INSERT INTO scratch VALUES (1);
";

fn file(sql: &str) -> Folder {
    let folder = Folder::new();
    folder.connect().execute_batch(sql).unwrap();
    folder
}

#[track_caller]
fn assert_adopted(conn: &Connection) {
    let report = notes::migrate(conn).unwrap();
    assert!(
        matches!(report.outcome, Outcome::Adopted { .. }),
        "{report}"
    );
    assert!(report.warnings.is_empty(), "{report}");
    assert_eq!(stamp(conn), 4);
    assert_eq!(
        number(conn, "PRAGMA application_id"),
        i64::from(0x4e4f_5445)
    );
    let sql = "SELECT count(*) FROM note WHERE body IN ('one', 'zwölf') AND author IS NULL \
               AND words = 0 AND pinned = 0";
    assert_eq!(number(conn, sql), 2);
    conn.pragma_update(None, "foreign_keys", true).unwrap();
    conn.execute_batch("DELETE FROM note WHERE id = 2").unwrap();
    assert_eq!(number(conn, "SELECT count(*) FROM tag"), 1);
}

#[test]
fn a_chain_of_names_is_followed_to_its_end() {
    assert_adopted(&file(OLDEST).connect());
}

#[test]
fn a_chain_may_begin_in_the_middle() {
    assert_adopted(&file(&OLDEST.replace("memo", "jotting")).connect());
    assert_adopted(&file(&OLDEST.replace("memo", "note")).connect());
}

#[test]
fn names_are_compared_as_sqlite_compares_them() {
    assert_adopted(&file(&OLDEST.replace("memo", "MEMO").replace("label", "Label")).connect());
}

#[test]
fn a_middle_of_the_chain_that_stands_keeps_both() {
    let folder = file(&format!(
        "{OLDEST} CREATE TABLE jotting (id INTEGER PRIMARY KEY, body TEXT NOT NULL);"
    ));
    let conn = folder.connect();
    conn.execute_batch("INSERT INTO jotting VALUES (7, 'seven')")
        .unwrap();
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(report.warnings.len(), 1, "{report}");
    let text = report.warnings[0].to_string();
    assert!(text.contains("memo") && text.contains("note"), "{text}");
    assert_eq!(number(&conn, "SELECT count(*) FROM memo"), 2);
    assert_eq!(
        number(&conn, "SELECT count(*) FROM note WHERE body = 'seven'"),
        1
    );
    assert_eq!(number(&conn, "SELECT count(*) FROM tag"), 3);
}

#[test]
fn a_shape_that_cannot_be_completed_is_refused_with_every_difference() {
    let folder = file(
        "CREATE TABLE memo (id INTEGER PRIMARY KEY, body INTEGER);
         CREATE TABLE label (note_id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL);
         INSERT INTO memo VALUES (1, 2);",
    );
    let bytes = folder.snapshot();
    let error = notes::migrate(&folder.connect()).unwrap_err();
    assert!(matches!(error, Error::CannotAdopt { .. }), "{error:?}");
    let text = error.to_string();
    for words in ["body", "tag", "help:"] {
        assert!(text.contains(words), "no `{words}` in: {text}");
    }
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_required_column_that_is_missing_is_refused() {
    let folder = file("CREATE TABLE note (id INTEGER PRIMARY KEY); INSERT INTO note VALUES (1);");
    let bytes = folder.snapshot();
    let error = notes::migrate(&folder.connect()).unwrap_err();
    assert!(matches!(error, Error::CannotAdopt { .. }), "{error:?}");
    assert!(error.to_string().contains("body"), "{error}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_file_with_another_mark_is_not_ours() {
    let folder = file(&format!("{OLDEST} PRAGMA application_id = 7;"));
    let bytes = folder.snapshot();
    let error = notes::migrate(&folder.connect()).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn adoption_alone_leaves_a_foreign_file_alone() {
    for sql in [
        "CREATE TABLE invoice (id)",
        "CREATE TABLE invoice (id); PRAGMA application_id = 7;",
    ] {
        let folder = file(sql);
        let bytes = folder.snapshot();
        // Whether that is a refusal or nothing to do, the file is somebody else's.
        notes::adopt(&folder.connect()).ok();
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn tables_of_the_users_own_stay() {
    let folder = file(&format!(
        "{OLDEST} CREATE TABLE mine (x); INSERT INTO mine VALUES (1);"
    ));
    let conn = folder.connect();
    assert_adopted(&conn);
    assert_eq!(number(&conn, "SELECT count(*) FROM mine"), 1);
}

#[test]
fn a_stamp_older_than_the_history_is_refused() {
    let folder = file(&format!("{OLDEST} PRAGMA user_version = 2;"));
    let bytes = folder.snapshot();
    let error = notes::migrate(&folder.connect()).unwrap_err();
    assert!(
        matches!(
            error,
            Error::TooOld {
                found: 2,
                first: 3,
                ..
            }
        ),
        "{error:?}"
    );
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_stamped_file_of_another_shape_has_another_history() {
    let folder =
        file("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT); PRAGMA user_version = 3;");
    let bytes = folder.snapshot();
    let error = notes::migrate(&folder.connect()).unwrap_err();
    let Error::AnotherHistory {
        version: 3,
        differences,
        ..
    } = &error
    else {
        panic!("{error:?}");
    };
    assert!(differences.len() > 1, "{error}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn an_older_version_is_not_created_beside_what_stands() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch("CREATE TABLE other (a)").unwrap();
    let before = folder.snapshot();
    let error = notes::create_at(&conn, 3).unwrap_err();
    assert!(matches!(error, Error::NotEmpty { .. }), "{error}");
    drop(conn);
    before.assert_unchanged(folder.path());
}
