//! Many processes that open one file at the same moment: all succeed, and one does the work.
//!
//! The processes are this test program itself, started again to run [`child`] alone. They live for
//! a hundred rounds, so that each round's files are opened at once and not one process after another.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use rusqlite_schema::{Options, Outcome, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1;
            /// Every note is said with emphasis.
            version 2 {
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

/// Tells a child apart from a test run, in which [`child`] has nothing to do.
const MARK: &str = "RUSQLITE_SCHEMA_TEST_CHILD";

/// Stands before a child's answer, as the test harness prints words of its own.
const ANSWER: &str = "answer: ";

#[test]
fn child() {
    if env::var_os(MARK).is_none() {
        return;
    }
    for path in io::stdin().lines() {
        let answer = match notes::open_with(path.unwrap(), &Options::default()) {
            Ok((_, report)) => word(&report.outcome).to_owned(),
            Err(error) => format!("error: {error:?}"),
        };
        println!("\n{ANSWER}{answer}");
        io::stdout().flush().unwrap();
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Current => "current",
        Outcome::Created => "created",
        Outcome::Adopted { .. } => "adopted",
        Outcome::Upgraded { .. } => "upgraded",
        _ => "something else",
    }
}

/// A process that opens the files it is told to.
struct Opener {
    process: Child,
    paths: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Opener {
    fn start() -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["--exact", "child", "--nocapture"])
            .env(MARK, "1");
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let paths = process.stdin.take().unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap());
        Self {
            process,
            paths,
            answers,
        }
    }

    fn ask(&mut self, path: &Path) {
        writeln!(self.paths, "{}", path.display()).unwrap();
    }

    fn answer(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(
                self.answers.read_line(&mut line).unwrap(),
                0,
                "a child ended early"
            );
            if let Some(answer) = line.trim_end().strip_prefix(ANSWER) {
                return answer.to_owned();
            }
        }
    }

    fn stop(mut self) {
        drop(self.paths);
        // The harness still has its summary to print.
        io::copy(&mut self.answers, &mut io::sink()).unwrap();
        assert!(self.process.wait().unwrap().success());
    }
}

/// Opens a hundred files, each by all processes at once, and sees who did what.
fn race(prepare: fn(&Folder), work: &str, check: fn(&Folder)) {
    let mut openers: Vec<_> = (0..PROCESSES).map(|_| Opener::start()).collect();
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

#[test]
fn an_old_file_is_upgraded_once() {
    race(
        |folder| {
            let conn = folder.connect();
            notes::create_at(&conn, 1).unwrap();
            conn.execute_batch("INSERT INTO note (body) VALUES ('once')")
                .unwrap();
        },
        "upgraded",
        |folder| {
            let conn = folder.connect();
            assert_eq!(stamp(&conn), 3);
            assert_eq!(
                number(&conn, "SELECT count(*) FROM note WHERE body = 'once!'"),
                1
            );
        },
    );
}

#[test]
fn an_old_file_in_wal_mode_is_upgraded_once() {
    race(
        |folder| {
            let conn = folder.connect();
            conn.pragma_update(None, "journal_mode", "wal").unwrap();
            notes::create_at(&conn, 1).unwrap();
            conn.execute_batch("INSERT INTO note (body) VALUES ('once')")
                .unwrap();
        },
        "upgraded",
        |folder| {
            let conn = folder.connect();
            assert_eq!(stamp(&conn), 3);
            assert_eq!(
                number(&conn, "SELECT count(*) FROM note WHERE body = 'once!'"),
                1
            );
        },
    );
}

#[test]
fn an_unstamped_file_is_adopted_once() {
    race(
        |folder| {
            let conn = folder.connect();
            notes::create_at(&conn, 1).unwrap();
            conn.execute_batch("PRAGMA user_version = 0; INSERT INTO note (body) VALUES ('once')")
                .unwrap();
        },
        "adopted",
        |folder| {
            let conn = folder.connect();
            assert_eq!(stamp(&conn), 3);
            assert_eq!(
                number(&conn, "SELECT count(*) FROM note WHERE body = 'once!'"),
                1
            );
        },
    );
}
