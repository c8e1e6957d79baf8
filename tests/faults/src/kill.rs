//! Processes that end in the middle of a run.
//!
//! The process is the program `victim` of this package; [`victim`] is what it does.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};

use crate::{
    connection::open,
    scenario::{Place, Result, Scenario},
    subject::Subject,
    sweep::{Ended, Fault},
    vfs::{self, Mishap},
};

/// Where a process kills itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// When the k-th statement begins, its own and those that SQLite runs within it.
    Statement,
    /// At the k-th tick of the progress handler, inside a statement.
    Tick,
    /// Before the k-th access to the disk, the closing of the file included.
    Access,
}

impl Moment {
    const ALL: [(Self, &str); 3] = [
        (Self::Statement, "statement"),
        (Self::Tick, "tick"),
        (Self::Access, "access"),
    ];

    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(it, _)| *it == self);
        found.map_or("", |(_, name)| name)
    }
}

/// What is done to the file before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// It is upgraded.
    Upgrade,
    /// It is read, which first recovers it from the end of another process.
    Read,
}

/// The process ends at the k-th moment.
#[derive(Debug)]
pub struct Kill {
    /// The program `victim`.
    pub program: PathBuf,
    /// What is counted.
    pub moment: Moment,
}

impl Fault for Kill {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        count(&self.program, self.moment, Work::Upgrade, &place, subject)
    }

    fn strike(&mut self, at: u64, _: &Scenario, subject: &Subject, place: &Place) -> Result<Ended> {
        kill(
            &self.program,
            self.moment,
            Work::Upgrade,
            at,
            place,
            subject,
        )
    }
}

/// How many moments there are in a process that may live.
pub(crate) fn count(
    program: &Path,
    moment: Moment,
    work: Work,
    place: &Place,
    subject: &Subject,
) -> Result<u64> {
    let output = run(program, moment, work, u64::MAX, place, subject)?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// Starts a process that ends at a moment.
pub(crate) fn kill(
    program: &Path,
    moment: Moment,
    work: Work,
    at: u64,
    place: &Place,
    subject: &Subject,
) -> Result<Ended> {
    let output = run(program, moment, work, at, place, subject)?;
    match output.status.code() {
        Some(0) if work == Work::Read => Ok(Ended::Silently),
        Some(0) => Ok(Ended::Well),
        Some(_) => Err(String::from_utf8_lossy(&output.stderr).into()),
        None => Ok(Ended::Silently),
    }
}

fn run(
    program: &Path,
    moment: Moment,
    work: Work,
    at: u64,
    place: &Place,
    subject: &Subject,
) -> Result<Output> {
    let mut command = Command::new(program);
    command.arg(place.file()).arg(moment.name());
    command.arg(at.to_string());
    command.arg(if work == Work::Read {
        "read"
    } else {
        "upgrade"
    });
    let statements = Place::new()?;
    if let Subject::Control(all) = subject {
        fs::write(statements.file(), all.join("\0"))?;
        command.arg(statements.file());
    }
    Ok(command.stdin(Stdio::null()).output()?)
}

/// What the program `victim` does: it brings a file to the newest version, or dies on the way.
///
/// # Errors
///
/// It is not told what to do, or the run fails.
pub fn victim() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, moment, at, work, control @ ..] = arguments.as_slice() else {
        return Err("usage: victim <file> <moment> <k> <work> [<statements>]".into());
    };
    let found = Moment::ALL.iter().find(|(_, name)| name == moment);
    let moment = found.ok_or("no such moment")?.0;
    let subject = match control.first() {
        Some(path) => {
            let all = fs::read_to_string(path)?;
            Subject::Control(all.split('\0').map(str::to_owned).collect())
        }
        None => Subject::Engine,
    };
    let seen = live(Path::new(file), moment, at.parse()?, |connection| {
        if work == "read" {
            let sql = "SELECT count(*) FROM sqlite_schema";
            return Ok(connection.query_row(sql, [], |_| Ok(()))?);
        }
        subject.work(connection)
    })?;
    println!("{seen}");
    Ok(())
}

/// Works on a file, and counts moments up to the last one.
fn live(
    file: &Path,
    moment: Moment,
    at: u64,
    work: impl FnOnce(&mut Connection) -> Result<()>,
) -> Result<u64> {
    let vfs = vfs::name()?;
    if moment == Moment::Access {
        // Opening is part of it: it is then that a file is recovered.
        vfs::begin(Mishap::Kill(at));
    }
    let mut connection = open(file, Some(vfs))?;
    let seen = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&seen);
    let step = move || {
        if counter.fetch_add(1, Ordering::Relaxed) + 1 == at {
            process::abort();
        }
    };
    match moment {
        Moment::Statement => {
            let listen = move |_: TraceEvent<'_>| step();
            connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(listen))?;
        }
        Moment::Tick => connection.progress_handler(
            1,
            Some(move || {
                step();
                false
            }),
        )?,
        Moment::Access => {}
    }
    let outcome = work(&mut connection);
    drop(connection);
    let (accesses, _) = vfs::end();
    outcome?;
    Ok(match moment {
        Moment::Access => accesses,
        _ => seen.load(Ordering::Relaxed),
    })
}
