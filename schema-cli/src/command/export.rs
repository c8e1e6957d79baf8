//! `export`: the history as numbered files of SQL.

use std::fmt::{self, Display, Formatter};

use schema_core::model::Schema;
use serde::Serialize;

use super::{Verdict, ddl::listed};
use crate::{
    arguments,
    database::{Database, Databases},
    error::{Error, Result},
    export::{File, State, prove, scripts, write},
    screen::Screen,
};

pub(super) fn run(
    arguments: &arguments::Export,
    databases: &Databases,
    screen: Screen,
) -> Result<Verdict> {
    let database = databases.one(arguments.which.database.as_deref())?;
    let first = arguments.from.unwrap_or(database.schema().first_version());
    let first = listed(database, first)?;
    match export(arguments, database, first) {
        Ok(export) => {
            screen.answer(&export)?;
            Ok(Verdict::Good)
        }
        // The arguments made sense; the history or the directory is what it is.
        Err(error @ (Error::Unfit { .. } | Error::Taken { .. })) => {
            screen.complain(&error);
            Ok(Verdict::Bad)
        }
        Err(error) => Err(error),
    }
}

fn export(arguments: &arguments::Export, database: &Database, first: i64) -> Result<Export> {
    let schema = database.schema();
    let scripts = scripts(schema, first)?;
    let files = arguments.layout.files(schema, &scripts);
    prove(&database.in_memory()?, schema, &files)?;
    let states = write(&arguments.directory, arguments.layout, &files)?;
    let entry = |(file, state): (File, State)| Entry {
        version: file.version,
        file: file.name,
        state,
    };
    Ok(Export {
        schema: database.name(),
        files: files.into_iter().zip(states).map(entry).collect(),
        not_exported: not_exported(schema),
    })
}

/// What only the program does with a file.
fn not_exported(schema: &Schema) -> Vec<String> {
    let legacy = (!schema.legacy.actions.is_empty())
        .then(|| "legacy: the program adopts files without a version number".to_owned());
    let journal = schema.journal.as_ref();
    let journal = journal.map(|it| format!("journal {it}: the program writes it"));
    legacy.into_iter().chain(journal).collect()
}

#[derive(Debug, Serialize)]
struct Export {
    schema: &'static str,
    files: Vec<Entry>,
    not_exported: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Entry {
    version: i64,
    file: String,
    state: State,
}

impl Display for Export {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Entry { file, state, .. } in &self.files {
            let state = match state {
                State::Written => "written",
                State::Unchanged => "there already",
            };
            writeln!(f, "{file}  {state}")?;
        }
        self.not_exported
            .iter()
            .try_for_each(|it| writeln!(f, "not exported: {it}"))
    }
}
