//! `cargo schema seal`

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::{
    Seal,
    check::{Found, Workspace},
    edit::{Edits, Written},
};
use crate::{
    command::Verdict,
    error::{Error, Result},
    screen::Screen,
};

/// A package is checked only when those that it depends on are sound, so each may need a round.
const ROUNDS: usize = 32;

pub(super) fn run(arguments: Seal, screen: Screen) -> Result<Verdict> {
    let (release, cargo) = split(arguments);
    let workspace = Workspace::of(&cargo)?;
    let mut all = Vec::new();
    let mut found = workspace.check(&cargo, release)?;
    for _ in 0..ROUNDS {
        let written = Edits::of(&workspace, &found.own, release).write()?;
        if written.is_empty() {
            break;
        }
        all.extend(written);
        found = workspace.check(&cargo, release)?;
    }
    // Also where nothing is left to be written: what was written is known then.
    screen.answer(&Sealed(all))?;
    let Found {
        is_good, errors, ..
    } = found;
    if !is_good {
        let said = errors.concat();
        screen.complain(&Error::Check { said });
    }
    Ok(if is_good { Verdict::Good } else { Verdict::Bad })
}

/// Our own word may stand among cargo's arguments.
fn split(arguments: Seal) -> (bool, Vec<String>) {
    let Seal { mut release, cargo } = arguments;
    let mut rest = Vec::new();
    for argument in cargo {
        if argument == "--release" {
            release = true;
        } else {
            rest.push(argument);
        }
    }
    (release, rest)
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Sealed(Vec<Written>);

impl Display for Sealed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Written {
            file,
            version,
            seal,
        } in &self.0
        {
            writeln!(f, "{}: version {version} sealed \"{seal}\"", file.display())?;
        }
        if self.0.is_empty() {
            f.write_str("no seal was written")?;
        }
        Ok(())
    }
}
