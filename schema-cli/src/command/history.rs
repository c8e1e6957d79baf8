//! `history`: the versions with their sentences.

use std::fmt::{self, Display, Formatter};

use schema_core::model::{Action, Version};
use serde::Serialize;

use super::Verdict;
use crate::{
    arguments::Which,
    database::{Database, Databases},
    error::Result,
    screen::{Screen, indented},
};

pub(super) fn run(which: &Which, databases: &Databases, screen: Screen) -> Result<Verdict> {
    let databases = databases.some(which.database.as_deref())?;
    let histories = databases.into_iter().map(History::of).collect();
    screen.answer(&Histories(histories))?;
    Ok(Verdict::Good)
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Histories(Vec<History>);

#[derive(Debug, Serialize)]
struct History {
    schema: &'static str,
    file: &'static str,
    versions: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    version: i64,
    sentence: &'static str,
    seal: Option<&'static str>,
    actions: Vec<String>,
}

impl History {
    fn of(database: &Database) -> Self {
        let schema = database.schema();
        Self {
            schema: &schema.name,
            file: &schema.file,
            versions: schema.versions.iter().map(Entry::of).collect(),
        }
    }
}

impl Entry {
    fn of(version: &'static Version) -> Self {
        Self {
            version: version.number,
            sentence: &version.sentence,
            seal: version.seal.as_deref(),
            actions: version.actions.iter().map(said).collect(),
        }
    }
}

/// An action as the declaration writes it.
fn said(action: &Action) -> String {
    match action {
        Action::RenameTable { from, to } => format!("rename {from} => {to}"),
        Action::RenameColumn { table, from, to } => format!("rename {table}.{from} => {to}"),
        Action::Sql(sql) => {
            let words: Vec<_> = sql.split_whitespace().collect();
            format!("sql {}", words.join(" "))
        }
        Action::Run(function) => format!("run {function}"),
    }
}

impl Display for Histories {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|it| writeln!(f, "{it}"))
    }
}

impl Display for History {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.schema, self.file)?;
        self.versions
            .iter()
            .try_for_each(|it| write!(f, "\n  {it}"))
    }
}

impl Display for Entry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let seal = self.seal.unwrap_or("not sealed");
        write!(
            f,
            "version {}  {seal:<16}  {}",
            self.version,
            indented(self.sentence, 4)
        )?;
        self.actions
            .iter()
            .try_for_each(|it| write!(f, "\n    {it}"))
    }
}
