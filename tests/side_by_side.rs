//! Programs and threads that work on a file while it is upgraded, and after.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

#[path = "support/releases.rs"]
mod releases;
mod support;

use std::{
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use rusqlite_schema::{
    Error, Outcome,
    rusqlite::{Connection, OpenFlags, TransactionBehavior},
};
use support::{Folder, number, stamp};

use releases::{file, first::notes as old, second::notes as new};

const ROWS: i64 = 4000;
const THREADS: usize = 8;

/// A connection that waits for as long as an upgrade can take on a busy machine.
fn patient(folder: &Folder) -> Connection {
    let conn = folder.connect();
    conn.busy_timeout(Duration::from_secs(60)).unwrap();
    conn
}

/// Reads in one transaction what must agree: the version, the columns and the rows.
fn assert_whole(conn: &mut Connection) -> i64 {
    let reading = conn
        .transaction_with_behavior(TransactionBehavior::Deferred)
        .unwrap();
    let version = stamp(&reading);
    let said = "SELECT count(*) FROM note WHERE body LIKE '%!'";
    let columns = "SELECT count(*) FROM pragma_table_info('note')";
    let (said, columns) = (number(&reading, said), number(&reading, columns));
    let is_whole = match version {
        1 => (said, columns) == (0, 2),
        _ => (said, columns) == (ROWS, 3),
    };
    assert!(is_whole, "at {version}: {said} rows, {columns} columns");
    assert_eq!(number(&reading, "SELECT count(*) FROM note"), ROWS);
    version
}

#[test]
fn readers_in_the_middle_see_the_old_file_or_the_new_one() {
    for journal in ["wal", "delete"] {
        let folder = file(journal, ROWS);
        let (begin, done) = (Barrier::new(4), AtomicBool::new(false));
        thread::scope(|scope| {
            let readers: Vec<_> = (0..3)
                .map(|_| {
                    scope.spawn(|| {
                        let mut conn = patient(&folder);
                        let mut seen = vec![assert_whole(&mut conn)];
                        begin.wait();
                        while !done.load(Ordering::Acquire) {
                            seen.push(assert_whole(&mut conn));
                            // Without a journal beside the file, readers could keep a writer out for ever.
                            thread::sleep(Duration::from_millis(1));
                        }
                        seen.push(assert_whole(&mut conn));
                        seen
                    })
                })
                .collect();
            begin.wait();
            let outcome = new::migrate(&patient(&folder)).unwrap().outcome;
            done.store(true, Ordering::Release);
            assert_eq!(outcome, Outcome::Upgraded { from: 1 });
            for reader in readers {
                let seen = reader.join().unwrap();
                assert_eq!((seen.first(), seen.last()), (Some(&1), Some(&2)));
                assert!(seen.is_sorted(), "a reader went back: {seen:?}");
            }
        });
    }
}

#[test]
fn many_threads_open_one_file_and_work_on_it() {
    for journal in ["wal", "delete"] {
        let folder = file(journal, ROWS);
        let begin = Barrier::new(THREADS);
        let work = || {
            let conn = patient(&folder);
            begin.wait();
            let outcome = new::migrate(&conn).unwrap().outcome;
            for _ in 0..10 {
                let note = new::Note {
                    id: 0,
                    body: "mine".to_owned(),
                    pinned: true,
                };
                note.insert(&conn).unwrap();
            }
            outcome
        };
        let outcomes: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
            threads.into_iter().map(|it| it.join().unwrap()).collect()
        });
        let upgraded = Outcome::Upgraded { from: 1 };
        let workers = outcomes.iter().filter(|it| **it == upgraded).count();
        assert_eq!(workers, 1, "{outcomes:?}");
        let mine = "SELECT count(*) FROM note WHERE body = 'mine' AND pinned";
        assert_eq!(
            number(&folder.connect(), mine),
            10 * i64::try_from(THREADS).unwrap()
        );
    }
}

#[test]
fn an_old_program_that_is_still_running_does_no_harm() {
    let folder = file("wal", ROWS);
    let old_conn = patient(&folder);
    old::migrate(&old_conn).unwrap();
    let mut insert = old_conn
        .prepare("INSERT INTO note (body) VALUES (?1)")
        .unwrap();
    insert.execute(["before"]).unwrap();
    new::migrate(&patient(&folder)).unwrap();

    // What it has prepared goes on as far as it fits the new table, and is refused where it doesn't.
    insert.execute(["after"]).unwrap();
    insert.execute([None::<&str>]).unwrap_err();
    drop(insert);
    for error in [
        old::migrate(&old_conn).map(drop).unwrap_err(),
        old::open(folder.file()).map(drop).unwrap_err(),
    ] {
        assert!(
            matches!(
                error,
                Error::TooNew {
                    found: 2,
                    newest: 1,
                    ..
                }
            ),
            "{error:?}"
        );
    }
    let conn = folder.connect();
    let both = "SELECT count(*) FROM note WHERE body IN ('before!', 'after')";
    assert_eq!(number(&conn, both), 2);
    assert_eq!(new::migrate(&conn).unwrap().outcome, Outcome::Current);
}

#[test]
fn an_old_program_in_the_middle_of_writing_is_waited_for() {
    let folder = file("wal", ROWS);
    let mut old_conn = patient(&folder);
    let writing = old_conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    writing
        .execute("INSERT INTO note (body) VALUES ('in time')", [])
        .unwrap();
    thread::scope(|scope| {
        let upgrade = scope.spawn(|| new::migrate(&patient(&folder)).unwrap().outcome);
        thread::sleep(Duration::from_millis(50));
        writing.commit().unwrap();
        assert_eq!(upgrade.join().unwrap(), Outcome::Upgraded { from: 1 });
    });
    let late = "SELECT count(*) FROM note WHERE body = 'in time!'";
    assert_eq!(number(&folder.connect(), late), 1);
}

/// In a shared cache nobody waits, whatever the timeout: SQLite says at once that a table is locked.
#[test]
fn threads_with_a_shared_cache_do_the_work_once() {
    let uri = "file:side-by-side?mode=memory&cache=shared";
    let flags = OpenFlags::default() | OpenFlags::SQLITE_OPEN_URI;
    let open = || Connection::open_with_flags(uri, flags).unwrap();
    let keeper = open();
    old::migrate(&keeper).unwrap();
    let work = || {
        let conn = open();
        loop {
            match new::migrate(&conn) {
                Ok(report) => return report.outcome,
                Err(Error::Locked { .. }) => thread::sleep(Duration::from_millis(1)),
                Err(error) => panic!("{error:?}"),
            }
        }
    };
    let outcomes: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let others = outcomes.iter().filter(|it| **it == Outcome::Current);
    assert_eq!(others.count(), THREADS - 1, "{outcomes:?}");
    assert_eq!(stamp(&keeper), 2);
}
