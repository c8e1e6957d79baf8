//! Other connections: how long a run waits for them, and what it says then.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use rusqlite_schema::{
    Error, Outcome,
    rusqlite::{Connection, OpenFlags},
    schema,
};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:793fec3026a72310";
            /// The body is never absent.
            version 2;
        }

        table note as Note {
            id: i64 primary key,
            body: Option<String> until 2,
            body: String = "" since 2 from "coalesce(body, '')",
        }
    }
}

const WAIT: Duration = Duration::from_millis(150);

fn old() -> Folder {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
               INSERT INTO note (body) SELECT printf('%.500c', 'x') || i FROM n";
    conn.execute_batch(sql).unwrap();
    folder
}

fn waiting(folder: &Folder) -> Connection {
    let conn = folder.connect();
    conn.busy_timeout(WAIT).unwrap();
    conn
}

#[track_caller]
fn locked(conn: &Connection) {
    let error = notes::migrate(conn).unwrap_err();
    let Error::Locked { waited, .. } = &error else {
        panic!("{error:?}");
    };
    assert!(*waited >= WAIT / 2, "{waited:?}");
    for part in ["file.db", "nothing was changed", "help: "] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    assert!(conn.is_autocommit());
}

#[test]
fn a_writer_that_holds_on_is_waited_for() {
    for lock in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        let folder = old();
        let other = folder.connect();
        other.execute_batch(lock).unwrap();
        locked(&waiting(&folder));
    }
}

#[test]
fn a_reader_that_holds_on_is_waited_for() {
    let folder = old();
    let other = folder.connect();
    other
        .execute_batch("BEGIN; SELECT count(*) FROM note")
        .unwrap();
    let conn = waiting(&folder);
    conn.execute_batch("PRAGMA cache_size = 5").unwrap();
    locked(&conn);
    assert_eq!(stamp(&conn), 1);
}

#[test]
fn a_reader_in_wal_mode_is_no_hindrance() {
    let folder = old();
    folder
        .connect()
        .execute_batch("PRAGMA journal_mode = WAL")
        .unwrap();
    let other = folder.connect();
    other
        .execute_batch("BEGIN; SELECT count(*) FROM note")
        .unwrap();
    notes::migrate(&waiting(&folder)).unwrap();
    assert_eq!(number(&other, "SELECT count(*) FROM note"), 2000);
}

#[test]
fn a_writer_that_lets_go_is_no_hindrance() {
    let folder = old();
    let other = folder.connect();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let path = folder.file();
    let begun = Instant::now();
    let migrating = thread::spawn(move || notes::open(path).map(|conn| stamp(&conn)));
    thread::sleep(WAIT);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(migrating.join().unwrap().unwrap(), 2);
    assert!(begun.elapsed() >= WAIT);
}

#[test]
fn of_two_threads_one_does_the_work() {
    let folder = old();
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let conn = folder.connect();
            thread::spawn(move || notes::migrate(&conn).unwrap().outcome)
        })
        .collect();
    let outcomes: Vec<_> = threads.into_iter().map(|it| it.join().unwrap()).collect();
    assert!(outcomes.contains(&Outcome::Current), "{outcomes:?}");
    assert!(
        outcomes.contains(&Outcome::Upgraded { from: 1 }),
        "{outcomes:?}"
    );
}

/// What somebody has read before waiting is not what the file is after it.
#[test]
fn whoever_waits_for_another_upgrade_finds_it_done() {
    static WAITS: AtomicBool = AtomicBool::new(false);
    for journal in ["delete", "wal"] {
        WAITS.store(false, Ordering::SeqCst);
        let folder = old();
        let other = folder.connect();
        other.pragma_update(None, "journal_mode", journal).unwrap();
        let first = notes::begin::<1>(&other).unwrap();
        let mut conn = folder.connect();
        let wait = |_| {
            WAITS.store(true, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(1));
            true
        };
        conn.busy_handler(Some(wait)).unwrap();
        let waiting = thread::spawn(move || notes::migrate(&conn).unwrap());
        while !WAITS.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        notes::finish(notes::v1_to_v2(first).unwrap()).unwrap();
        let report = waiting.join().unwrap();
        assert_eq!(report.outcome, Outcome::Current, "{journal}");
        assert!(report.steps.is_empty(), "{journal}: {report}");
    }
}

#[test]
fn memory_is_a_database_too() {
    let conn = Connection::open_in_memory().unwrap();
    assert_eq!(notes::migrate(&conn).unwrap().outcome, Outcome::Created);
    assert_eq!(notes::migrate(&conn).unwrap().file, ":memory:");
}

#[test]
fn a_shared_cache_is_shared() {
    let flags = OpenFlags::default() | OpenFlags::SQLITE_OPEN_URI;
    let open = || {
        let uri = "file:notes-of-the-test?mode=memory&cache=shared";
        Connection::open_with_flags(uri, flags).unwrap()
    };
    let (conn, other) = (open(), open());
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO note (body) VALUES ('one')")
        .unwrap();
    for reading in [
        "BEGIN; SELECT * FROM note",
        "BEGIN; INSERT INTO note (body) VALUES ('x')",
    ] {
        other.execute_batch(reading).unwrap();
        let error = notes::migrate(&conn).unwrap_err();
        assert!(matches!(error, Error::Locked { .. }), "{error:?}");
        other.execute_batch("ROLLBACK").unwrap();
    }
    assert_eq!(
        notes::migrate(&conn).unwrap().outcome,
        Outcome::Upgraded { from: 1 }
    );
    assert_eq!(notes::migrate(&other).unwrap().outcome, Outcome::Current);
}
