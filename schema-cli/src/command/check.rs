//! `check`: `status` and the references of all rows, with an exit code for scripts.

use rusqlite::Connection;
use schema_runtime::engine::Warning;

use super::{Verdict, each::Answers, status::Status};
use crate::{
    arguments::Files,
    database::{Databases, Target},
    error::Result,
    screen::Screen,
};

pub(super) fn run(files: &Files, databases: &Databases, screen: Screen) -> Result<Verdict> {
    let targets = databases.targets(files)?;
    Answers::ask(&targets, checked).print(screen, Status::is_as_declared)
}

fn checked(target: &Target<'_>) -> Result<Status> {
    let mut status = Status::of(target)?;
    if let Some(connection) = target.database.look(&target.file)? {
        status.warn(dangling(&connection));
    }
    Ok(status)
}

/// The references that lead to nothing, for each table. That SQLite can't tell is said, too.
fn dangling(connection: &Connection) -> Vec<String> {
    let warnings = count(connection).map(|counts| {
        let warnings = counts.into_iter();
        warnings
            .map(|(table, references)| Warning::Dangling { table, references }.to_string())
            .collect()
    });
    warnings.unwrap_or_else(|error| vec![format!("references can't be looked at: {error}")])
}

fn count(connection: &Connection) -> rusqlite::Result<Vec<(String, u64)>> {
    let sql = "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1";
    let mut statement = connection.prepare(sql)?;
    let counts = statement.query_map([], |row| {
        let count: i64 = row.get(1)?;
        Ok((row.get(0)?, u64::try_from(count).unwrap_or_default()))
    })?;
    counts.collect()
}
