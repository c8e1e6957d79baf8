//! Telling the caller how far a run is, and asking whether to go on.

use std::{
    fmt::{self, Debug, Formatter},
    ops::{ControlFlow, Deref},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rusqlite::Connection;

use crate::engine::{
    connection::Fallible,
    error::{Error, Result},
};

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The version that the current step leads to; 0 for the adoption of legacy names.
    pub version: i64,
    /// What the current step does, as the report says it.
    pub step: String,
    /// The rows that a data step has gone through in what it does now.
    pub rows_done: u64,
    /// How many there are, where that is known.
    pub rows_in_all: Option<u64>,
}

/// What is told of a run's progress, and says whether it goes on.
#[derive(Clone)]
pub struct Observer(Arc<Observe>);

type Observe = dyn Fn(&Progress) -> ControlFlow<()> + Send + Sync;

impl Observer {
    /// Calls `observe` when a step begins, every 1,000 rows of a data step, and now and then while
    /// SQLite works on one statement.
    pub fn new(observe: impl Fn(&Progress) -> ControlFlow<()> + Send + Sync + 'static) -> Self {
        Self(Arc::new(observe))
    }
}

impl Debug for Observer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

impl PartialEq for Observer {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Observer {}

/// How many instructions of SQLite's machine go by between two questions: about a millisecond.
const INSTRUCTIONS: i32 = 100_000;

/// One run as its observer sees it.
#[derive(Debug)]
pub(crate) struct Watch {
    observer: Observer,
    now: Mutex<Progress>,
    is_cancelled: AtomicBool,
}

impl Watch {
    pub(crate) fn new(observer: Observer) -> Arc<Self> {
        Arc::new(Self {
            observer,
            now: Mutex::default(),
            is_cancelled: AtomicBool::new(false),
        })
    }

    /// Tells that a step begins.
    pub(crate) fn step(&self, file: &str, version: i64, step: String) -> Result<()> {
        self.update(|now| {
            *now = Progress {
                version,
                step,
                ..Progress::default()
            };
        });
        self.check(file)
    }

    /// Tells how many rows a data step has gone through.
    pub(crate) fn rows(&self, file: &str, done: u64, in_all: Option<u64>) -> Result<()> {
        self.update(|now| {
            now.rows_done = done;
            now.rows_in_all = in_all;
        });
        self.check(file)
    }

    /// Asks whether to go on.
    fn check(&self, file: &str) -> Result<()> {
        self.ask();
        self.cancelled(file).map_or(Ok(()), Err)
    }

    /// The error of a run that was cancelled.
    pub(crate) fn cancelled(&self, file: &str) -> Option<Error> {
        let Progress { version, step, .. } = self.now();
        let is_cancelled = self.is_cancelled.load(Ordering::Relaxed);
        is_cancelled.then(|| Error::Cancelled {
            file: file.to_owned(),
            version,
            step,
        })
    }

    /// Asks the observer, and gives whether the run is to end.
    fn ask(&self) -> bool {
        // Whoever has said no is not asked again.
        if self.is_cancelled.load(Ordering::Relaxed) {
            return true;
        }
        let ends = (self.observer.0)(&self.now()).is_break();
        self.is_cancelled.store(ends, Ordering::Relaxed);
        ends
    }

    fn now(&self) -> Progress {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.clone()
    }

    fn update(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.now.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// A connection whose long statements ask as well. Dropped, they no longer do.
pub(crate) struct Watched<'connection> {
    connection: &'connection mut Connection,
    is_watched: bool,
}

impl<'connection> Watched<'connection> {
    /// Sets SQLite's progress handler, in the place of any other.
    pub(crate) fn new(
        connection: &'connection mut Connection,
        watch: Option<&Arc<Watch>>,
    ) -> Result<Self> {
        if let Some(watch) = watch.map(Arc::clone) {
            let set = connection.progress_handler(INSTRUCTIONS, Some(move || watch.ask()));
            set.into_result()?;
        }
        Ok(Self {
            connection,
            is_watched: watch.is_some(),
        })
    }
}

impl Deref for Watched<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if !self.is_watched {
            return;
        }
        let cleared = self.connection.progress_handler(0, None::<fn() -> bool>);
        if let Err(error) = cleared.into_result() {
            tracing::error!(%error, "the progress handler could not be taken away");
        }
    }
}
