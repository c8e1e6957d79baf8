//! `ddl`: a version in SQL.

use std::fmt::{self, Display, Formatter};

use schema_core::ddl::script;
use serde::Serialize;

use super::Verdict;
use crate::{
    arguments,
    database::{Database, Databases},
    error::{Error, Result},
    screen::Screen,
};

pub(super) fn run(
    arguments: &arguments::Ddl,
    databases: &Databases,
    screen: Screen,
) -> Result<Verdict> {
    let database = databases.one(arguments.which.database.as_deref())?;
    let newest = database.schema().newest_version();
    let version = listed(database, arguments.version.unwrap_or(newest))?;
    let ddl = script(&database.schema().shape(version));
    screen.answer(&Ddl { version, ddl })?;
    Ok(Verdict::Good)
}

/// A version that the history lists.
pub(super) fn listed(database: &Database, version: i64) -> Result<i64> {
    let schema = database.schema();
    if schema.version(version).is_some() {
        return Ok(version);
    }
    Err(Error::NoSuchVersion {
        schema: schema.name.to_string(),
        version,
        first: schema.first_version(),
        newest: schema.newest_version(),
    })
}

#[derive(Debug, Serialize)]
struct Ddl {
    version: i64,
    ddl: String,
}

impl Display for Ddl {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.ddl)
    }
}
