//! Runs that end in the middle of a step, and a function that does not notice.

#![allow(clippy::unwrap_used, clippy::unnecessary_wraps, missing_docs)]

mod support;

use std::{
    ops::ControlFlow,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use rusqlite_schema::{Error, Options, Progress, Result, rusqlite::Connection, schema};

use support::{Folder, number, stamp};

schema! {
    /// Notes that are read.
    schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:5623eb15cdde069a";
            /// Each is read aloud, and that is noted.
            version 2 {
                sql "UPDATE note SET body = upper(body)";
                run read;
            }
        }

        table note { id: i64 primary key, body: String }
    }
}

/// Whether the next instruction is to be interrupted.
static IS_READING: AtomicBool = AtomicBool::new(false);

fn read(step: &mut notes::V1ToV2<'_>) -> Result<()> {
    IS_READING.store(true, Ordering::Relaxed);
    for _ in 0..3 {
        // A program may think that it can do without some of them.
        let body = "aloud".to_owned();
        let _ = step.insert(&notes::v2::Note { id: 0, body });
    }
    Ok(())
}

/// A file of version 1.
fn old(rows: i64) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    let sql = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
        INSERT INTO note (body) SELECT 'note' FROM n";
    connection.execute(sql, [rows]).unwrap();
    (folder, connection)
}

/// SQLite rolls back by itself when it is interrupted, and what is done after that stands at once.
#[test]
fn an_interrupt_that_a_function_passes_over_ends_the_run() {
    let (folder, mut connection) = old(1);
    let before = folder.snapshot();
    let interrupts = || IS_READING.swap(false, Ordering::Relaxed);
    connection.progress_handler(1, Some(interrupts)).unwrap();
    notes::migrate(&connection).unwrap_err();
    assert_eq!(stamp(&connection), 1);
    drop(connection);
    before.assert_unchanged(folder.path());
}

#[test]
fn a_statement_that_is_cancelled_is_told_as_that() {
    let (folder, mut connection) = old(50_000);
    let before = folder.snapshot();
    let last = Mutex::new(None);
    // Twice the same: SQLite is at work on one statement.
    let observe = move |now: &Progress| {
        let before = last.lock().unwrap().replace(now.clone());
        if before.is_some_and(|it| it == *now) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    };
    let options = Options::default().progress(observe);
    let error = notes::migrate_with(&mut connection, &options).unwrap_err();
    assert!(
        matches!(error, Error::Cancelled { version: 2, .. }),
        "{error}"
    );
    drop(connection);
    before.assert_unchanged(folder.path());
}

schema! {
    /// Letters that are counted.
    schema letters in "letters.db" {
        history {
            /// Letters.
            version 1 sealed "2:ff5dd8885676af60";
            /// Somebody goes through them.
            version 2 { run skim; }
        }

        table letter { id: i64 primary key, body: String }
    }
}

fn skim(step: &mut letters::V1ToV2<'_>) -> Result<()> {
    // A program may think that it need not see all of them.
    for letter in step.old().rows::<letters::v1::Letter>()? {
        if letter.is_err() {
            break;
        }
    }
    Ok(())
}

/// The last step is over when the run is cancelled, and no other asks.
#[test]
fn a_cancellation_that_a_function_passes_over_ends_the_run() {
    let folder = Folder::new();
    let mut connection = folder.connect();
    letters::create_at(&connection, 1).unwrap();
    let sql = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000)
        INSERT INTO letter (body) SELECT 'letter' FROM n";
    connection.execute(sql, []).unwrap();
    let before = folder.snapshot();
    let observe = |now: &Progress| match now.rows_done {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    let options = Options::default().progress(observe);
    let error = letters::migrate_with(&mut connection, &options).unwrap_err();
    assert!(matches!(error, Error::Cancelled { .. }), "{error}");
    assert_eq!(stamp(&connection), 1);
    drop(connection);
    before.assert_unchanged(folder.path());
}

#[test]
fn nobody_is_asked_when_the_run_is_over() {
    let (_folder, mut connection) = old(1);
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let observe = move |_: &Progress| {
        counter.fetch_add(1, Ordering::Relaxed);
        ControlFlow::Continue(())
    };
    let options = Options::default().progress(observe);
    notes::migrate_with(&mut connection, &options).unwrap();
    let in_run = asked.load(Ordering::Relaxed);
    assert!(in_run > 0);
    let long = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 200000)
        SELECT count(*) FROM n";
    assert_eq!(number(&connection, long), 200_000);
    assert_eq!(asked.load(Ordering::Relaxed), in_run);
}
