//! An error together with what caused it, for people.

use std::fmt::{self, Debug, Display, Formatter};

use super::Error;
#[cfg(feature = "rehearsal")]
use super::RehearsalError;

/// What all our errors are.
type AnyError = dyn std::error::Error + Send + Sync;

/// An error and its causes, one a line: see [`Error::with_causes`].
#[derive(Clone, Copy, Debug)]
pub struct WithCauses<'error>(&'error AnyError);

impl Error {
    /// The error as a person should read it: its text, and below that what caused it.
    ///
    /// An error's own text leaves out its `source()`, as is the custom, so that what prints whole
    /// chains says nothing twice. A program that prints only the error prints this.
    ///
    /// ```
    /// use schema_runtime::engine::Error;
    ///
    /// let error = Error::from(rusqlite::Error::QueryReturnedNoRows);
    /// let shown = error.with_causes().to_string();
    /// assert!(shown.starts_with("Query returned no rows"));
    /// assert_eq!(format!("{error:?}"), shown);
    /// ```
    #[must_use]
    pub fn with_causes(&self) -> WithCauses<'_> {
        WithCauses(self)
    }
}

impl Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.with_causes(), f)
    }
}

#[cfg(feature = "rehearsal")]
impl RehearsalError {
    /// The error as a person should read it: see [`Error::with_causes`].
    #[must_use]
    pub fn with_causes(&self) -> WithCauses<'_> {
        WithCauses(self)
    }
}

#[cfg(feature = "rehearsal")]
impl Debug for RehearsalError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.with_causes(), f)
    }
}

impl Display for WithCauses<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        f.write_str(&said)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            // Some errors have the text of their cause in their own.
            let next = error.to_string();
            if !said.contains(&next) {
                write!(f, "\ncaused by: {next}")?;
            }
            said = next;
            cause = error.source();
        }
        Ok(())
    }
}
