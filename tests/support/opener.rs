//! Processes that open files: the test program itself, started again to run one test alone.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use rusqlite_schema::{Outcome, Report, Result};

/// Tells a child apart from a test run, in which its test has nothing to do.
const MARK: &str = "RUSQLITE_SCHEMA_TEST_CHILD";

/// Stands before a child's answer, as the test harness prints words of its own.
const ANSWER: &str = "answer: ";

/// Does what a child does: opens each path that it is told, and answers with what was done.
pub fn serve(open: fn(PathBuf) -> Result<Report>) {
    answer(|path| word(&open(path)));
}

/// Does something with each path that it is told, and answers with that.
pub fn answer(work: impl Fn(PathBuf) -> String) {
    if env::var_os(MARK).is_none() {
        return;
    }
    for path in io::stdin().lines() {
        let answer = work(path.unwrap().into());
        println!("\n{ANSWER}{answer}");
        io::stdout().flush().unwrap();
    }
}

/// What became of an open, in a word if it went well.
pub fn word(opened: &Result<Report>) -> String {
    let word = match opened.as_ref().map(|report| &report.outcome) {
        Ok(Outcome::Current) => "current",
        Ok(Outcome::Created) => "created",
        Ok(Outcome::Adopted { .. }) => "adopted",
        Ok(Outcome::Upgraded { .. }) => "upgraded",
        Ok(Outcome::Repaired) => "repaired",
        Ok(Outcome::Reshaped) => "reshaped",
        Ok(_) => "something else",
        Err(error) => return format!("error: {}: {error}", error.name()).replace('\n', " | "),
    };
    word.to_owned()
}

/// A process that opens the files it is told to.
pub struct Opener {
    process: Child,
    paths: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Opener {
    pub fn start() -> Self {
        Self::start_as("child")
    }

    /// Starts a process that runs a test of this name alone.
    pub fn start_as(test: &str) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["--exact", test, "--nocapture"])
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

    pub fn ask(&mut self, path: &Path) {
        writeln!(self.paths, "{}", path.display()).unwrap();
    }

    pub fn answer(&mut self) -> String {
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

    /// Ends the process in the middle of whatever it does.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Lets the process end by itself.
    pub fn stop(mut self) {
        drop(self.paths);
        // The harness still has its summary to print.
        io::copy(&mut self.answers, &mut io::sink()).unwrap();
        assert!(self.process.wait().unwrap().success());
    }
}
