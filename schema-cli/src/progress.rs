//! How far the files are: bars on a terminal, lines elsewhere.

use std::{
    collections::HashMap,
    io::{self, IsTerminal, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use schema_runtime::engine::Progress;

use crate::screen::Screen;

/// Shows how far each file is.
#[derive(Debug)]
pub(crate) enum Watcher {
    /// To a person at a terminal.
    Bars {
        all: MultiProgress,
        by_file: Mutex<HashMap<PathBuf, ProgressBar>>,
    },
    /// To a log.
    Lines,
    /// To nobody.
    Nobody,
}

/// What the engine calls.
type Observer = Box<dyn Fn(&Progress) -> ControlFlow<()> + Send + Sync>;

impl Watcher {
    pub(crate) fn new(screen: Screen) -> Self {
        if !screen.is_text() {
            Self::Nobody
        } else if io::stderr().is_terminal() {
            Self::Bars {
                all: MultiProgress::new(),
                by_file: Mutex::default(),
            }
        } else {
            Self::Lines
        }
    }

    /// Who is told how far a file is.
    pub(crate) fn observer(&self, file: &Path) -> Option<Observer> {
        match self {
            Self::Bars { all, by_file } => {
                let bar = all.add(bar(file));
                let mut bars = by_file.lock().unwrap_or_else(PoisonError::into_inner);
                bars.insert(file.to_owned(), bar.clone());
                Some(Box::new(move |progress| {
                    show(&bar, progress);
                    ControlFlow::Continue(())
                }))
            }
            Self::Lines => {
                let file = file.display().to_string();
                let last = Mutex::new(String::new());
                Some(Box::new(move |progress| {
                    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                    if *last != progress.step {
                        last.clone_from(&progress.step);
                        let said =
                            format!("{file}: version {}: {}", progress.version, progress.step);
                        // Nobody listens, which is no reason to stop.
                        let _ = writeln!(io::stderr().lock(), "{said}");
                    }
                    ControlFlow::Continue(())
                }))
            }
            Self::Nobody => None,
        }
    }

    /// Takes the bar of a file away.
    pub(crate) fn finished(&self, file: &Path) {
        if let Self::Bars { by_file, .. } = self {
            let mut bars = by_file.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(bar) = bars.remove(file) {
                bar.finish_and_clear();
            }
        }
    }
}

fn bar(file: &Path) -> ProgressBar {
    let bar = ProgressBar::no_length();
    // A template that indicatif can't read is a plain bar.
    if let Ok(style) = ProgressStyle::with_template(
        "{spinner} {prefix}: {msg} {wide_bar} {human_pos}/{human_len} {eta}",
    ) {
        bar.set_style(style);
    }
    bar.set_prefix(file.display().to_string());
    bar
}

fn show(bar: &ProgressBar, progress: &Progress) {
    bar.set_message(format!("version {}: {}", progress.version, progress.step));
    match progress.rows_in_all {
        Some(rows) => bar.set_length(rows),
        None => bar.unset_length(),
    }
    bar.set_position(progress.rows_done);
}
