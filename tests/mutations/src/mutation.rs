//! One thing to break in the runtime, and what became of the tests then.

use std::{
    fmt::{self, Display, Formatter},
    fs, io,
    path::Path,
};

/// One thing to break: a text of a file of the runtime, and what stands there instead.
#[derive(Clone, Copy, Debug)]
pub struct Mutation {
    /// What no longer works.
    pub breaks: &'static str,
    /// The file, seen from the root of the repository.
    pub file: &'static str,
    /// The text, which the file has once.
    pub text: &'static str,
    /// What stands there instead.
    pub replacement: &'static str,
}

impl Mutation {
    /// Puts the replacement into the source of the file.
    ///
    /// # Errors
    ///
    /// The file does not have the text, or has it more than once.
    pub fn apply(&self, source: &str) -> Result<String, String> {
        let Self { file, text, .. } = self;
        match source.matches(text).count() {
            1 => Ok(source.replace(text, self.replacement)),
            found => Err(format!(
                "{file} has this text {found} times, not once:\n{text}"
            )),
        }
    }

    /// Breaks it in a copy of the repository while `test` runs, and mends it again.
    ///
    /// # Errors
    ///
    /// An error of [`Self::apply`] or of `test`, or the file can't be read or written.
    pub fn during(
        &self,
        repository: &Path,
        test: impl FnOnce() -> io::Result<Verdict>,
    ) -> io::Result<Verdict> {
        let file = repository.join(self.file);
        let sound = fs::read_to_string(&file)?;
        fs::write(&file, self.apply(&sound).map_err(io::Error::other)?)?;
        let verdict = test();
        fs::write(&file, sound)?;
        verdict
    }
}

/// Which mutations have no place in the sources of the runtime any more.
///
/// # Panics
///
/// A file is not there.
#[must_use]
#[allow(clippy::unwrap_used, reason = "this is for tests")]
pub fn problems(mutations: &[Mutation], repository: &Path) -> Vec<String> {
    let problems = mutations.iter().filter_map(|mutation| {
        let source = fs::read_to_string(repository.join(mutation.file)).unwrap();
        mutation.apply(&source).err()
    });
    problems.collect()
}

/// What became of the tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything came out as it should.
    AsExpected,
    /// Something did not; with what the program printed.
    Noticed(String),
    /// The runtime could not be built, or the program never came to an end.
    Useless(String),
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsExpected => f.write_str("nothing was noticed"),
            Self::Noticed(printed) | Self::Useless(printed) => f.write_str(printed.trim_end()),
        }
    }
}
