//! One thing to break in the library, and what became of the tests then.

use std::{
    env,
    fmt::{self, Display, Formatter},
    fs, io,
    path::Path,
    time::Instant,
};

use crate::schemata::place;

/// One thing to break: a text of a file, within one function, and what stands there instead.
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

/// Which mutations have no place in the sources of the library any more.
///
/// # Panics
///
/// A file is not there.
#[must_use]
#[allow(clippy::unwrap_used, reason = "this is for tests")]
pub fn problems(mutations: &[Mutation], repository: &Path) -> Vec<String> {
    let problems = mutations.iter().filter_map(|mutation| {
        let source = fs::read_to_string(repository.join(mutation.file)).unwrap();
        place(&source, mutation).err()
    });
    problems.collect()
}

/// Tests with each mutation whose name has a part of `MUTATIONS` in it, which are separated by `|`; says
/// what came of it, and gives those that nobody noticed.
///
/// # Errors
///
/// Those of `test`, and there is no such mutation.
pub fn unnoticed(
    mutations: &[Mutation],
    mut test: impl FnMut(usize) -> io::Result<Verdict>,
) -> io::Result<Vec<&'static str>> {
    let which = env::var("MUTATIONS").unwrap_or_default();
    let numbered = mutations.iter().enumerate();
    let chosen: Vec<_> = numbered
        .filter(|(_, it)| which.split('|').any(|part| it.breaks.contains(part)))
        .collect();
    if chosen.is_empty() {
        return Err(io::Error::other(format!("nothing is called `{which}`")));
    }
    let mut unnoticed = Vec::new();
    for (number, mutation) in chosen {
        let begun = Instant::now();
        let verdict = test(number)?;
        let took = begun.elapsed().as_secs_f32();
        println!("{took:>5.1} s  {}\n         {verdict}", mutation.breaks);
        if !matches!(verdict, Verdict::Noticed(_)) {
            unnoticed.push(mutation.breaks);
        }
    }
    Ok(unnoticed)
}

/// What became of the tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything came out as it should.
    AsExpected,
    /// Something did not; with what the program printed.
    Noticed(String),
    /// The program never came to an end.
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
