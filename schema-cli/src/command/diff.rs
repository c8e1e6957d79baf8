//! `diff`: two versions, or a version and a file.

use std::{
    fmt::{self, Display, Formatter},
    path::Path,
};

use schema_core::found::compare;
use schema_runtime::engine::introspect;
use serde::Serialize;

use super::{Verdict, ddl::listed};
use crate::{
    arguments,
    change::{Change, Verb, between, to_file},
    database::{Database, Databases},
    error::{Error, Result},
    screen::Screen,
};

pub(super) fn run(
    arguments: &arguments::Diff,
    databases: &Databases,
    screen: Screen,
) -> Result<Verdict> {
    let database = databases.one(arguments.which.database.as_deref())?;
    let (from, to) = (&arguments.from, &arguments.to);
    let changes = match (version(from), version(to)) {
        (Some(from), Some(to)) => versions(database, from, to)?,
        (Some(version), None) => file(database, version, to)?,
        (None, Some(version)) => {
            let changes = file(database, version, from)?;
            changes.into_iter().map(reversed).collect()
        }
        (None, None) => {
            let (from, to) = (from.clone(), to.clone());
            return Err(Error::TwoFiles { from, to });
        }
    };
    screen.answer(&Changes(changes))?;
    Ok(Verdict::Good)
}

/// The version that was typed, if it was no file.
fn version(typed: &Path) -> Option<i64> {
    typed.to_str()?.parse().ok()
}

fn versions(database: &Database, from: i64, to: i64) -> Result<Vec<Change>> {
    let shape = |version| Ok::<_, Error>(database.schema().shape(listed(database, version)?));
    Ok(between(&shape(from)?, &shape(to)?))
}

/// From a version to what a file has.
fn file(database: &Database, version: i64, file: &Path) -> Result<Vec<Change>> {
    let shape = database.schema().shape(listed(database, version)?);
    let connection = database.look(file)?.ok_or_else(|| Error::NoFile {
        file: file.to_owned(),
    })?;
    Ok(to_file(&compare(&shape, &introspect(&connection)?)))
}

fn reversed(change: Change) -> Change {
    let verb = match change.verb {
        Verb::Added => Verb::Removed,
        Verb::Removed => Verb::Added,
        verb => verb,
    };
    Change {
        verb,
        before: change.after,
        after: change.before,
        what: change.what,
    }
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Changes(Vec<Change>);

impl Display for Changes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("no difference");
        }
        self.0.iter().try_for_each(|it| writeln!(f, "{it}"))
    }
}
