//! Databases in memory, each a copy of one that the process has made.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use rusqlite_schema::{Drift, Error, Options, Outcome, rusqlite::Connection, schema};
use support::{number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:df892421cf247764";
            /// Tags.
            version 2;
        }
        journal schema_history;
        application_id 0x4e4f5445;

        table note as Note { id: i64 primary key autoincrement, body: String }
        table tag as Tag since 2 {
            note_id: i64 references note(id) on delete cascade,
            name: String,

            primary key (note_id, name),
        }
        virtual table search using "fts5(body, content=note, content_rowid=id)";
        view bodies "SELECT body FROM note";
        seed note { id: 1, body: "hello" }
    }
}

schema! {
    /// Words that are found by how they sound.
    schema words in "words.db" {
        history {
            /// Words.
            version 1;
        }
        extern function sound(1);

        table word as Word { text: String, index by_sound ("sound(text)") }
    }
}

fn text(connection: &Connection, sql: &str) -> String {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn it_is_at_the_newest_version_with_all_that_a_file_has() {
    let mut connection = notes::open_in_memory().unwrap();
    assert_eq!(stamp(&connection), notes::VERSION);
    assert_eq!(number(&connection, "PRAGMA application_id"), 0x4e4f_5445);
    assert_eq!(
        number(&connection, "SELECT count(*) FROM schema_history"),
        1
    );
    assert_eq!(text(&connection, "SELECT body FROM bodies"), "hello");

    let options = Options::default().drift(Drift::Refuse);
    let report = notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    assert!(report.warnings.is_empty() && report.undeclared.is_empty());
}

#[test]
fn each_is_a_database_of_its_own() {
    let (one, other) = (
        notes::open_in_memory().unwrap(),
        notes::open_in_memory().unwrap(),
    );
    one.execute_batch("DROP TABLE tag; INSERT INTO note (body) VALUES ('mine')")
        .unwrap();
    assert_eq!(number(&one, "SELECT count(*) FROM note"), 2);
    assert_eq!(number(&other, "SELECT count(*) FROM note"), 1);
    assert_eq!(number(&other, "SELECT count(*) FROM tag"), 0);
    assert_eq!(
        number(
            &notes::open_in_memory().unwrap(),
            "SELECT count(*) FROM note"
        ),
        1
    );
}

#[test]
fn it_works_as_any_database_in_memory() {
    let mut connection = notes::open_in_memory().unwrap();
    assert_eq!(text(&connection, "PRAGMA journal_mode"), "memory");
    let transaction = connection.transaction().unwrap();
    let grow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO note (body) SELECT hex(zeroblob(200)) FROM n";
    transaction.execute_batch(grow).unwrap();
    transaction.rollback().unwrap();
    assert_eq!(number(&connection, "SELECT count(*) FROM note"), 1);
    connection.execute_batch(grow).unwrap();
    assert_eq!(number(&connection, "SELECT count(*) FROM note"), 20_001);
    connection
        .execute_batch("DELETE FROM note WHERE id > 1; VACUUM")
        .unwrap();
    assert_eq!(text(&connection, "PRAGMA integrity_check"), "ok");
    assert_eq!(
        number(&connection, "PRAGMA foreign_keys"),
        number(
            &Connection::open_in_memory().unwrap(),
            "PRAGMA foreign_keys"
        )
    );
}

#[test]
fn what_the_application_brings_is_missing() {
    match words::open_in_memory() {
        Err(Error::NotRegistered { name, .. }) => assert_eq!(name, "sound"),
        other => panic!("{other:?}"),
    }
}
