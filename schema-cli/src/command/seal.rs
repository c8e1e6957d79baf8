//! `seal`: the lines that seal the versions.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::Verdict;
use crate::{
    arguments::Which,
    database::{Database, Databases},
    error::Result,
    screen::Screen,
};

pub(super) fn run(which: &Which, databases: &Databases, screen: Screen) -> Result<Verdict> {
    let databases = databases.some(which.database.as_deref())?;
    let lines = databases.into_iter().flat_map(lines).collect();
    screen.answer(&Lines(lines))?;
    Ok(Verdict::Good)
}

#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Lines(Vec<Line>);

#[derive(Debug, Serialize)]
struct Line {
    schema: &'static str,
    version: i64,
    seal: String,
    /// Whether the declaration has it.
    sealed: bool,
}

fn lines(database: &Database) -> Vec<Line> {
    let schema = database.schema();
    let lines = schema.versions.iter().map(|version| Line {
        schema: &schema.name,
        version: version.number,
        seal: version.entry.seal.to_string(),
        sealed: version.seal.is_some(),
    });
    lines.collect()
}

impl Display for Lines {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut schema = "";
        for line in &self.0 {
            if line.schema != schema {
                schema = line.schema;
                writeln!(f, "// {schema}")?;
            }
            let open = if line.sealed {
                ""
            } else {
                " // not yet in the declaration"
            };
            writeln!(
                f,
                "version {} sealed \"{}\";{open}",
                line.version, line.seal
            )?;
        }
        Ok(())
    }
}
