//! The history as a person writes it who has no schema language: a string of SQL for each version, and a
//! loop. Row structs and queries are left out, so there is less in it than in the others.

use std::fmt::Write as _;

use super::changes::{Change, Kind, changes};

const LOOP: &str = "\
/// Brings a database to the newest version.
pub fn migrate(connection: &mut rusqlite::Connection) -> rusqlite::Result<()> {
    let version: u32 = connection.query_row(\"PRAGMA user_version\", [], |row| row.get(0))?;
    let transaction = connection.transaction()?;
    for script in SCRIPTS.iter().skip(version as usize) {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, \"user_version\", SCRIPTS.len() as u32)?;
    transaction.commit()
}
";

/// A source of so many tables and versions.
pub(super) fn strings(tables: usize, versions: usize) -> String {
    let mut scripts = vec![String::new(); versions];
    for (at, changes) in changes(tables, versions).iter().enumerate() {
        let mut columns = columns(at, changes);
        let definitions = columns.join(", ");
        writeln!(scripts[0], "CREATE TABLE table_{at} ({definitions});").unwrap();
        scripts[0] += &index(&format!("index_{at}_name"), at);
        for change in changes {
            scripts[change.version - 1] += &statements(at, change, &mut columns);
        }
    }
    let mut text = String::from("//! Compiled to see what it costs.\n\n");
    writeln!(
        text,
        "/// The versions.\npub const SCRIPTS: [&str; {versions}] = ["
    )
    .unwrap();
    for script in scripts {
        writeln!(text, "    {script:?},").unwrap();
    }
    text + "];\n\n" + LOOP
}

/// The definitions of the first version.
fn columns(at: usize, changes: &[Change]) -> Vec<String> {
    let fixed = [
        "id TEXT PRIMARY KEY NOT NULL",
        "name TEXT NOT NULL DEFAULT ''",
        "state TEXT NOT NULL DEFAULT 'new'",
        "created_at INTEGER NOT NULL DEFAULT 0",
        "amount REAL NOT NULL DEFAULT 0.0",
        "hidden INTEGER NOT NULL DEFAULT 0",
    ];
    let parent = at.checked_sub(1);
    let parent =
        parent.map(|it| format!("parent_id TEXT REFERENCES table_{it} (id) ON DELETE CASCADE"));
    let altered = changes.iter().filter(|it| it.kind == Kind::Altered);
    let altered = altered.map(|it| format!("{} INTEGER", it.name));
    fixed
        .map(str::to_owned)
        .into_iter()
        .chain(parent)
        .chain(altered)
        .collect()
}

fn index(name: &str, at: usize) -> String {
    format!("CREATE INDEX {name} ON table_{at} (name, created_at DESC);\n")
}

fn statements(at: usize, change: &Change, columns: &mut Vec<String>) -> String {
    let name = &change.name;
    match change.kind {
        Kind::Index => index(name, at),
        Kind::Required => added(at, format!("{name} INTEGER NOT NULL DEFAULT 0"), columns),
        Kind::Optional => added(at, format!("{name} TEXT"), columns),
        Kind::Altered => rebuilt(at, name, columns),
    }
}

fn added(at: usize, definition: String, columns: &mut Vec<String>) -> String {
    let sql = format!("ALTER TABLE table_{at} ADD COLUMN {definition};\n");
    columns.push(definition);
    sql
}

fn rebuilt(at: usize, altered: &str, columns: &mut [String]) -> String {
    let names = columns.iter().map(|it| it.split(' ').next().unwrap());
    let names: Vec<String> = names.map(str::to_owned).collect();
    let values = names.iter().map(|it| {
        if it == altered {
            format!("coalesce({it}, 0)")
        } else {
            it.clone()
        }
    });
    let values: Vec<String> = values.collect();
    for column in columns
        .iter_mut()
        .filter(|it| it.split(' ').next() == Some(altered))
    {
        column.push_str(" NOT NULL DEFAULT 0");
    }
    format!(
        "CREATE TABLE new ({});\nINSERT INTO new ({}) SELECT {} FROM table_{at};\n\
         DROP TABLE table_{at};\nALTER TABLE new RENAME TO table_{at};\n{}",
        columns.join(", "),
        names.join(", "),
        values.join(", "),
        index(&format!("index_{at}_name"), at),
    )
}
