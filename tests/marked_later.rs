//! Files that are marked from a later version on: the upgrade marks them, and ownership reads it so.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use rusqlite_schema::{Drift, Error, Options, Outcome, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Books before they were marked.
    pub schema unmarked in "books.db" {
        journal schema_history;
        history {
            /// Books, with the seal that the version has below.
            version 1 sealed "2:7fd23208bffa1cfa";
        }
        table book as Book { id: i64 primary key, title: String }
    }
}

schema! {
    /// Books, marked with the second version.
    pub schema books in "books.db" {
        application_id 0x424F4F4B since 2;
        journal schema_history;
        history {
            /// Books.
            version 1 sealed "2:7fd23208bffa1cfa";
            /// Books are marked.
            version 2 sealed "2:5ebda46b56f530b0";
            /// Books have pages.
            version 3;
        }
        table book as Book { id: i64 primary key, title: String, pages: i64 = 0 since 3 }
    }
}

const MARK: i64 = 0x424F_4F4B;

fn mark(conn: &Connection) -> i64 {
    number(conn, "PRAGMA main.application_id")
}

/// A file of this version with one book.
fn file_of(version: i64) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    books::create_at(&conn, version).unwrap();
    conn.execute_batch("INSERT INTO book (title) VALUES ('Emma')")
        .unwrap();
    (folder, conn)
}

#[test]
fn a_version_before_the_mark_has_none_and_the_upgrade_marks() {
    for version in 1..=3 {
        let (_folder, conn) = file_of(version);
        assert_eq!(mark(&conn), if version == 1 { 0 } else { MARK });
        books::migrate(&conn).unwrap();
        assert_eq!((mark(&conn), stamp(&conn)), (MARK, 3));
        assert_eq!(
            number(&conn, "SELECT count(*) FROM book WHERE pages = 0"),
            1
        );
    }
    let conn = books::open_in_memory().unwrap();
    assert_eq!(mark(&conn), MARK);
}

#[test]
fn an_older_program_goes_on_with_a_file_that_was_only_marked() {
    let (folder, conn) = file_of(2);
    drop(conn);
    let conn = folder.connect();
    let report = unmarked::migrate(&conn).unwrap();
    assert!(
        matches!(report.outcome, Outcome::Newer { version: 2, .. }),
        "{report}"
    );
}

#[test]
fn another_mark_makes_no_file_ours_whatever_its_stamp() {
    for (version, policy) in (1..=3).flat_map(|version| {
        [
            Drift::RefuseUnusable,
            Drift::Ignore,
            Drift::Repair,
            Drift::Report,
        ]
        .map(|it| (version, it))
    }) {
        let (folder, mut conn) = file_of(version);
        for stamp in 0..=4 {
            conn.execute_batch(&format!(
                "PRAGMA application_id = 77; PRAGMA user_version = {stamp}"
            ))
            .unwrap();
            let before = folder.snapshot();
            let options = Options::default().drift(policy);
            let error = books::migrate_with(&mut conn, &options).unwrap_err();
            assert!(
                matches!(error, Error::NotOurs { mark: Some(77), .. }),
                "{stamp}: {error}"
            );
            before.assert_unchanged(folder.path());
        }
    }
}

#[test]
fn a_file_that_carries_no_mark_is_known_by_its_tables() {
    for stamp in 0..=3 {
        let (_folder, conn) = file_of(if stamp == 0 { 1 } else { stamp });
        conn.execute_batch(&format!(
            "DROP TABLE schema_history; PRAGMA application_id = 0; PRAGMA user_version = {stamp}"
        ))
        .unwrap();
        books::migrate(&conn).unwrap();
        // What is current isn't written to.
        assert_eq!(mark(&conn), if stamp == 3 { 0 } else { MARK }, "{stamp}");
    }
}

#[test]
fn the_typed_steps_mark_as_well() {
    let (_folder, conn) = file_of(1);
    let at = books::v1_to_v2(books::begin::<1>(&conn).unwrap()).unwrap();
    books::finish(books::v2_to_v3(at).unwrap()).unwrap();
    assert_eq!((mark(&conn), stamp(&conn)), (MARK, 3));
}
