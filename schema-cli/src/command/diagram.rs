//! `diagram`: a version as a picture, or what came and went between two.

use std::{
    fmt::{self, Display, Formatter},
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{Verdict, ddl::listed};
use crate::{
    arguments::{self, Format},
    database::{Database, Databases},
    error::{Error, Result},
    screen::Screen,
};

pub(super) fn run(
    arguments: &arguments::Diagram,
    databases: &Databases,
    screen: Screen,
) -> Result<Verdict> {
    let database = databases.one(arguments.which.database.as_deref())?;
    let diagram = Diagram::new(database, arguments)?;
    match &arguments.output {
        None => screen.answer(&diagram)?,
        Some(file) => {
            save(file, &diagram.text)?;
            screen.answer(&Saved { file: file.clone() })?;
        }
    }
    Ok(Verdict::Good)
}

fn save(file: &Path, text: &str) -> Result<()> {
    let file = file.to_owned();
    fs::write(&file, text).map_err(|source| Error::Save { file, source })
}

#[derive(Debug, Serialize)]
struct Diagram {
    version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<i64>,
    text: String,
}

impl Diagram {
    fn new(database: &Database, arguments: &arguments::Diagram) -> Result<Self> {
        let schema = database.schema();
        let version = listed(
            database,
            arguments.version.unwrap_or(schema.newest_version()),
        )?;
        let since = arguments.since.map(|it| listed(database, it)).transpose()?;
        let shape = schema.shape(version);
        let diagram = match since {
            Some(since) => schema_diagram::Diagram::between(&schema.shape(since), &shape),
            None => schema_diagram::Diagram::of(&shape),
        };
        let text = match arguments.format {
            Format::Svg => diagram.svg().to_string(),
            Format::Mermaid => diagram.mermaid().to_string(),
        };
        Ok(Self {
            version,
            since,
            text,
        })
    }
}

impl Display for Diagram {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Where it went.
#[derive(Debug, Serialize)]
struct Saved {
    file: PathBuf,
}

impl Display for Saved {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} was written", self.file.display())
    }
}
