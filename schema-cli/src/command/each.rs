//! One answer for each file. One that fails is no reason to keep quiet about the others.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::Verdict;
use crate::{
    database::Target,
    error::Result,
    screen::{Screen, indented, with_causes},
};

/// What was found out of a file.
#[derive(Debug, Serialize)]
pub(super) struct OfFile<T> {
    pub(super) file: String,
    pub(super) database: &'static str,
    #[serde(flatten)]
    pub(super) found: Answered<T>,
}

/// An answer, or why there is none.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Answered<T> {
    Answer(T),
    Failure { error: String },
}

/// The answers for all files.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Answers<T>(pub(super) Vec<OfFile<T>>);

impl<T> OfFile<T> {
    pub(super) fn new(target: &Target<'_>, answer: Result<T>) -> Self {
        let found = match answer {
            Ok(answer) => Answered::Answer(answer),
            Err(error) => Answered::Failure {
                error: with_causes(&error),
            },
        };
        Self {
            file: target.file.display().to_string(),
            database: target.database.name(),
            found,
        }
    }
}

impl<T: Display + Serialize> Answers<T> {
    /// Asks for each file.
    pub(super) fn ask(targets: &[Target<'_>], ask: impl Fn(&Target<'_>) -> Result<T>) -> Self {
        let answers = targets.iter().map(|it| OfFile::new(it, ask(it)));
        Self(answers.collect())
    }

    /// Prints them; good if there was an answer for each, and a good one.
    pub(super) fn print(&self, screen: Screen, is_good: impl Fn(&T) -> bool) -> Result<Verdict> {
        screen.answer(self)?;
        let is_good = |it: &OfFile<T>| match &it.found {
            Answered::Answer(answer) => is_good(answer),
            Answered::Failure { .. } => false,
        };
        Ok(Verdict::good_if(self.0.iter().all(is_good)))
    }
}

impl<T: Display> Display for Answers<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|it| writeln!(f, "{it}"))
    }
}

impl<T: Display> Display for OfFile<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): ", self.file, self.database)?;
        match &self.found {
            Answered::Answer(answer) => write!(f, "{answer}"),
            Answered::Failure { error } => write!(f, "error: {}", indented(error, 2)),
        }
    }
}
