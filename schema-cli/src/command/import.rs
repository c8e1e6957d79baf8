//! `import`: a declaration for a database that exists.

use std::{
    collections::HashSet,
    fmt::{self, Display, Formatter},
    path::Path,
};

use rusqlite::{Connection, OpenFlags};
use schema_core::found::Found;
use schema_runtime::engine::introspect;
use serde::Serialize;

use super::Verdict;
use crate::{
    arguments,
    declaration::{Declaration, Head, declaration, take_ledgers, version_query},
    error::{Error, Result},
    screen::Screen,
};

pub(super) fn run(arguments: &arguments::Import, screen: Screen) -> Result<Verdict> {
    let file = &arguments.file;
    if !file.exists() {
        return Err(Error::NoFile { file: file.clone() });
    }
    let opening = |source| Error::Open {
        file: file.clone(),
        source,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(opening)?;
    let mut found = introspect(&connection)?;
    let head = head(&connection, file, arguments.name.as_deref(), &mut found).map_err(opening)?;
    let Declaration { text, gaps } = declaration(&head, &found);
    screen.answer(&Import {
        declaration: text,
        not_declared: &gaps,
    })?;
    if screen.is_text() {
        for gap in &gaps {
            screen.complain(&Error::NotDeclared { gap: gap.clone() });
        }
    }
    Ok(Verdict::good_if(gaps.is_empty()))
}

/// What a file says beside its objects, from which the ledgers of other tools are taken.
fn head(
    connection: &Connection,
    file: &Path,
    name: Option<&str>,
    found: &mut Found,
) -> rusqlite::Result<Head> {
    let number = |pragma: &str| {
        connection.query_row(&format!("PRAGMA main.{pragma}"), [], |row| {
            row.get::<_, i32>(0)
        })
    };
    let stem = file.file_stem().map(|it| it.to_string_lossy());
    // Table-valued functions are modules.
    let known = "SELECT lower(name) FROM pragma_function_list UNION SELECT lower(name) FROM pragma_module_list";
    let mut statement = connection.prepare(known)?;
    let functions = statement.query_map([], |row| row.get(0))?;
    let functions: rusqlite::Result<HashSet<String>> = functions.collect();
    let ledgers = take_ledgers(found);
    let scripts = version_query(&ledgers).map(|it| connection.query_row(it, [], |row| row.get(0)));
    Ok(Head {
        name: module(name.unwrap_or(&stem.unwrap_or_default())),
        file: file
            .file_name()
            .map(|it| it.to_string_lossy().into_owned())
            .unwrap_or_default(),
        user_version: number("user_version")?.into(),
        application_id: number("application_id")?,
        functions: functions?,
        ledgers,
        scripts: scripts.transpose()?.unwrap_or_default(),
    })
}

/// A name for the schema and its module.
fn module(name: &str) -> String {
    let words = name.split(|it: char| !it.is_ascii_alphanumeric());
    let words = words.filter(|it| !it.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>();
    let name = name.join("_");
    if name.starts_with(|it: char| it.is_ascii_alphabetic()) && !crate::declaration::is_word(&name)
    {
        name
    } else {
        format!("db_{name}")
    }
}

#[derive(Debug, Serialize)]
struct Import<'a> {
    declaration: String,
    not_declared: &'a [String],
}

impl Display for Import<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.declaration)
    }
}

#[cfg(test)]
mod tests {
    use super::module;

    #[test]
    fn files_name_modules() {
        let names = ["shop", "My Notes-2", "2024", "type", "書"].map(module);
        assert_eq!(names, ["shop", "my_notes_2", "db_2024", "db_type", "db_"]);
    }
}
