//! A crowd of processes, each with threads, opens one file at the same moment and works on it: the old
//! program and the new one side by side, while others read.
//!
//! Every open must end as it should, and no row may be lost. There are 144 opens in a test run, and
//! 10,032 with `OPENS=long cargo test --test crowd -- --nocapture`. Those ended as 6,939 that found the
//! file current, 418 that upgraded it and 2,675 of the old program that were told that it is newer; no
//! row was lost. They took 20 s on two cores with `TMPDIR` in memory; a disk that is waited for takes ten
//! minutes.

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
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite_schema::{
    Error, Report, Result,
    rusqlite::{Connection, TransactionBehavior},
};
use support::{
    number,
    opener::{Opener, answer, word},
    stamp,
};

use releases::{file, first::notes as old, second::notes as new};

/// How many processes there are of each program, and how many threads in each of them.
const PROCESSES: usize = 3;
const THREADS: usize = 4;
const CROWD: usize = 2 * PROCESSES * THREADS;
const READERS: usize = 2;
const ROWS: i64 = 200;

/// How many opens there are in each journal mode.
fn opens() -> usize {
    let is_long = env::var_os("OPENS").is_some_and(|it| it == "long");
    if is_long { 5_000 } else { CROWD * 3 }
}

/// A connection that waits for as long as a crowd can take on a busy machine.
fn patient(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.busy_timeout(Duration::from_secs(120)).unwrap();
    connection
}

/// Opens a file in each thread at the same moment, and writes a row where that went well. The answer
/// has a word for each open.
fn crowd(path: &Path, migrate: fn(&Connection) -> Result<Report>) -> String {
    let begin = Barrier::new(THREADS);
    let open = || {
        begin.wait();
        let connection = patient(path);
        let opened = migrate(&connection);
        if matches!(
            opened,
            Err(Error::TooNew {
                found: 2,
                newest: 1,
                ..
            })
        ) {
            return "too-new".to_owned();
        }
        if opened.is_ok() {
            let row = "INSERT INTO note (body) VALUES ('mine')";
            connection.execute(row, []).unwrap();
        }
        word(&opened)
    };
    let words: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(open)).collect();
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    });
    words.join(",")
}

#[test]
fn child_of_the_old_program() {
    answer(|path: PathBuf| crowd(&path, old::migrate));
}

#[test]
fn child_of_the_new_program() {
    answer(|path: PathBuf| crowd(&path, new::migrate));
}

/// Reads in one transaction what must agree: the version, the columns and the rows of the beginning.
fn assert_whole(connection: &mut Connection) {
    let reading = connection
        .transaction_with_behavior(TransactionBehavior::Deferred)
        .unwrap();
    let version = stamp(&reading);
    let said = "SELECT count(*) FROM note WHERE body LIKE 'note %!'";
    let columns = "SELECT count(*) FROM pragma_table_info('note')";
    let (said, columns) = (number(&reading, said), number(&reading, columns));
    let whole = if version == 1 { (0, 2) } else { (ROWS, 3) };
    assert_eq!((said, columns), whole, "at version {version}");
    let all = "SELECT count(*) FROM note WHERE body LIKE 'note %'";
    assert_eq!(number(&reading, all), ROWS);
}

/// Lets the crowd open one file while others read it, and gives how often each word was said.
fn round(journal: &str, openers: &mut [Opener]) -> BTreeMap<String, usize> {
    let folder = file(journal, ROWS);
    let is_over = AtomicBool::new(false);
    let read = || {
        let mut connection = patient(&folder.file());
        while !is_over.load(Ordering::Acquire) {
            assert_whole(&mut connection);
            // Without a log beside the file, readers could keep a writer out for ever.
            thread::sleep(Duration::from_millis(1));
        }
    };
    let mut said = BTreeMap::new();
    thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(read);
        }
        for opener in openers.iter_mut() {
            opener.ask(&folder.file());
        }
        for opener in openers.iter_mut() {
            for word in opener.answer().split(',') {
                *said.entry(word.to_owned()).or_default() += 1;
            }
        }
        is_over.store(true, Ordering::Release);
    });
    let mut connection = folder.connect();
    assert_whole(&mut connection);
    let opened: usize = ["current", "upgraded"]
        .iter()
        .filter_map(|it| said.get(*it))
        .sum();
    let mine = "SELECT count(*) FROM note WHERE body IN ('mine', 'mine!')";
    assert_eq!(
        number(&connection, mine),
        i64::try_from(opened).unwrap(),
        "{said:?}"
    );
    let integrity: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(integrity, "ok");
    said
}

#[test]
fn no_open_and_no_row_is_lost() {
    let mut openers: Vec<Opener> = ["child_of_the_old_program", "child_of_the_new_program"]
        .iter()
        .flat_map(|program| (0..PROCESSES).map(|_| Opener::start_as(program)))
        .collect();
    for journal in ["wal", "delete"] {
        let begun = Instant::now();
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        for round in 0..opens().div_ceil(CROWD) {
            let said = self::round(journal, &mut openers);
            assert_eq!(
                said.get("upgraded"),
                Some(&1),
                "{journal}, {round}: {said:?}"
            );
            for (word, times) in said {
                *all.entry(word).or_default() += times;
            }
        }
        let took = begun.elapsed().as_secs_f64();
        println!("{journal}: {all:?}, {took:.1} s");
        // Whatever else is said is an error that nobody expects.
        let words: Vec<&str> = all.keys().map(String::as_str).collect();
        assert!(
            words
                .iter()
                .all(|it| ["current", "too-new", "upgraded"].contains(it)),
            "{all:?}"
        );
        assert!(all.values().sum::<usize>() >= opens());
    }
    openers.into_iter().for_each(Opener::stop);
}
