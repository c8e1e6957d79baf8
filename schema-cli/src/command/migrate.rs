//! `migrate`: creates, adopts or upgrades files, several at once if asked to.

use std::{
    fmt::{self, Display, Formatter},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use rusqlite::{Connection, OpenFlags, backup::Backup};
use schema_runtime::engine::{self, Options, Report, StepReport};
use serde::Serialize;
use tempfile::TempDir;

use super::{
    Verdict,
    each::{Answers, OfFile},
};
use crate::{
    arguments,
    database::{Databases, Target},
    error::{Error, Result},
    progress::Watcher,
    screen::{Screen, counted, indented},
};

pub(super) fn run(
    arguments: &arguments::Migrate,
    databases: &Databases,
    screen: Screen,
) -> Result<Verdict> {
    let targets = databases.targets(&arguments.files)?;
    let watcher = Watcher::new(screen);
    let answers = in_parallel(&targets, arguments.jobs.get(), |target| {
        let answer = migrate(target, arguments, &watcher);
        watcher.finished(&target.file);
        OfFile::new(target, answer)
    });
    Answers(answers).print(screen, |_| true)
}

/// Works on several at once; the answers are in the order of the targets all the same.
fn in_parallel<T: Send>(
    targets: &[Target<'_>],
    jobs: usize,
    work: impl Fn(&Target<'_>) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::new());
    let worker = || {
        while let Some(at) =
            Some(next.fetch_add(1, Ordering::Relaxed)).filter(|it| *it < targets.len())
        {
            let answer = targets.get(at).map(&work);
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.extend(answer.map(|it| (at, it)));
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.min(targets.len()) {
            scope.spawn(worker);
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn migrate(target: &Target<'_>, arguments: &arguments::Migrate, watcher: &Watcher) -> Result<Done> {
    let prepare = target.database.prepare.clone();
    let mut options = options(arguments).prepare(move |it| prepare(it));
    if let Some(observer) = watcher.observer(&target.file) {
        options = options.progress(observer);
    }
    if !arguments.dry_run {
        return Ok(Done::new(&work(target, &target.file, &options)?, false));
    }
    let copy = Copy::of(target)?;
    Ok(Done::new(&work(target, &copy.file, &options)?, true))
}

fn options(arguments: &arguments::Migrate) -> Options {
    let mut options = Options::default();
    if arguments.drafts {
        options = options.drafts();
    }
    if arguments.reshape {
        options = options.reshape();
    }
    // Where a file is reshaped, a copy is made that has a free name of its own.
    if arguments.backup || (arguments.keep.is_some() && !arguments.reshape) {
        options = options.backup_beside();
    }
    match arguments.keep {
        Some(count) => options.keep_backups(count.get()),
        None => options,
    }
}

fn work(target: &Target<'_>, file: &Path, options: &Options) -> Result<Report> {
    let mut connection = target.database.open_or_create(file)?;
    Ok(engine::migrate_with(
        &mut connection,
        target.database.program,
        options,
    )?)
}

/// A copy of a file for a dry run.
struct Copy {
    file: std::path::PathBuf,
    /// Removed when this is dropped.
    _folder: TempDir,
}

impl Copy {
    /// Copies a file as other connections see it; one that isn't there is created by the run.
    fn of(target: &Target<'_>) -> Result<Self> {
        let file = &target.file;
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| Error::Copy {
            file: file.to_owned(),
            source,
        };
        let folder = TempDir::new().map_err(|it| failed(it.into()))?;
        let copy = folder.path().join("copy.db");
        if file.exists() {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let source = target.database.open(file, flags)?;
            let written = target.database.open_or_create(&copy)?;
            copy_pages(&source, written).map_err(|it| failed(it.into()))?;
        }
        Ok(Self {
            file: copy,
            _folder: folder,
        })
    }
}

fn copy_pages(source: &Connection, mut target: Connection) -> rusqlite::Result<()> {
    let pages = 1024;
    let pause = std::time::Duration::from_millis(5);
    Backup::new(source, &mut target)?.run_to_completion(pages, pause, None)
}

/// What was done to a file.
#[derive(Debug, Serialize)]
struct Done {
    outcome: String,
    dry_run: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    backup: Option<String>,
    steps: Vec<Step>,
    warnings: Vec<String>,
    undeclared: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Step {
    version: i64,
    what: String,
    milliseconds: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows_read: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows_written: Option<u64>,
    #[serde(skip)]
    said: String,
}

impl Done {
    fn new(report: &Report, dry_run: bool) -> Self {
        let backup = report.backup.as_ref().filter(|_| !dry_run);
        Self {
            outcome: report.outcome.to_string(),
            dry_run,
            // That of a dry run goes with the copy that it was made of.
            backup: backup.map(|it| it.display().to_string()),
            steps: report.steps.iter().map(Step::of).collect(),
            warnings: report.warnings.iter().map(ToString::to_string).collect(),
            undeclared: report.undeclared.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Step {
    fn of(step: &StepReport) -> Self {
        Self {
            version: step.version,
            what: step.what.clone(),
            milliseconds: u64::try_from(step.duration.as_millis()).unwrap_or(u64::MAX),
            rows_read: step.rows.as_ref().map(|it| it.read),
            rows_written: step.rows.as_ref().map(|it| it.written),
            said: step.to_string(),
        }
    }
}

impl Display for Done {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.dry_run {
            f.write_str("on a copy: ")?;
        }
        f.write_str(&self.outcome)?;
        if !self.steps.is_empty() {
            write!(f, ", {}", counted(self.steps.len() as u64, "step"))?;
        }
        if let Some(backup) = &self.backup {
            write!(f, "\n  backup: {backup}")?;
        }
        for step in &self.steps {
            write!(f, "\n  {}", indented(&step.said, 4))?;
        }
        let warnings = self.warnings.iter().map(|it| ("warning", it));
        let undeclared = self.undeclared.iter().map(|it| ("note", it));
        for (kind, said) in warnings.chain(undeclared) {
            write!(f, "\n  {kind}: {}", indented(said, 4))?;
        }
        Ok(())
    }
}
