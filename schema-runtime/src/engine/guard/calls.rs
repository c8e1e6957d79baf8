//! What a file calls of the application, where SQLite is not asked to refuse it.
//!
//! A schema that calls functions of the application needs a connection that trusts the file, because
//! SQLite knows trust in all functions or in none, and an older SQLite asks for it to use full-text
//! indexes, too. So the texts of the file are read here instead.

use rusqlite::{Connection, ffi};

use schema_core::{
    model::{Extern, Schema},
    sql::{SameWord, Token, tokens},
};

use crate::engine::{
    ask,
    connection::{file_name, refused},
    error::{Error, Result},
};

/// The application's functions that SQLite would not let an untrusted file call.
const UNSAFE: &str =
    "SELECT DISTINCT name FROM pragma_function_list WHERE NOT builtin AND NOT flags & 0x200000";

const OBJECTS: &str =
    "SELECT type, name, CAST(sql AS TEXT) FROM main.sqlite_schema WHERE sql IS NOT NULL";

/// After these words stands the name of a table or a module, or `key`, and never an expression.
const BEFORE_NAMES: [&str; 8] = [
    "table",
    "view",
    "exists",
    "into",
    "references",
    "using",
    "primary",
    "foreign",
];

/// These operators are calls of functions with their names.
const OPERATORS: [&str; 4] = ["regexp", "match", "like", "glob"];

/// What SQLite has for full-text indexes, and doesn't count among its own functions.
const OF_INDEXES: [&str; 7] = [
    "match",
    "snippet",
    "offsets",
    "matchinfo",
    "optimize",
    "highlight",
    "bm25",
];

/// As old as this, SQLite lets a view or a trigger use a full-text index only in a file that it trusts.
const WARY_OF_INDEXES: i32 = 3_045_000;

/// Whether what the schema declares works only in a file that SQLite trusts, because it calls functions
/// of the application or uses what an older SQLite takes for unsafe.
pub(super) fn need_trust(schema: &Schema) -> bool {
    let mut externs = schema.externs.iter();
    let has_indexes = !schema.virtual_tables.is_empty();
    externs.any(|it| matches!(it, Extern::Function { .. }))
        || (has_indexes && rusqlite::version_number() < WARY_OF_INDEXES)
}

/// Refuses a file of which something calls a function that the schema doesn't declare, if SQLite is to
/// trust the file.
pub(crate) fn check(connection: &Connection, schema: &Schema) -> Result<()> {
    if !need_trust(schema) {
        return Ok(());
    }
    let called = find(connection, schema).map_err(refused(connection))?;
    called.map_or(Ok(()), |said| {
        let code = ffi::Error::new(ffi::SQLITE_ERROR);
        Err(Error::UnsafeFunction {
            file: file_name(connection),
            source: rusqlite::Error::SqliteFailure(code, Some(said)),
        })
    })
}

/// The first call that must not be, in SQLite's words.
fn find(connection: &Connection, schema: &Schema) -> rusqlite::Result<Option<String>> {
    let functions = undeclared(connection, schema)?;
    let mut statement = connection.prepare(OBJECTS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let [kind, name]: [String; 2] = [row.get(0)?, row.get(1)?];
        let sql = String::from_utf8_lossy(row.get_ref(2)?.as_bytes()?).into_owned();
        // What a declared view or trigger calls is the declaration's affair: it must have that text.
        if is_declared(schema, &kind, &name) {
            continue;
        }
        let may_be_called = |it: &String| !functions.contains(it) || may_search(&kind, it);
        if let Some(function) = called(&kind, &sql).find(|it| !may_be_called(it)) {
            return Ok(Some(format!("unsafe use of {function}() in {kind} {name}")));
        }
    }
    Ok(None)
}

/// Whether this is a search of a full-text index. A run reads no views and fires no triggers of the file's
/// own, so that it calls no function of the application that has such a name.
fn may_search(kind: &str, function: &str) -> bool {
    ["view", "trigger"].contains(&kind) && OF_INDEXES.contains(&function)
}

fn undeclared(connection: &Connection, schema: &Schema) -> rusqlite::Result<Vec<String>> {
    let mut names = ask::texts(connection, UNSAFE, &[])?;
    for declared in schema.externs.iter() {
        if let Extern::Function { name, .. } = declared {
            let name = name.to_ascii_lowercase();
            names.retain(|it| *it != name);
        }
    }
    Ok(names)
}

fn is_declared(schema: &Schema, kind: &str, name: &str) -> bool {
    let is = |it: &str| it.is_same_word(name);
    match kind {
        "view" => schema.views.iter().any(|it| is(&it.item.name)),
        "trigger" => schema.triggers.iter().any(|it| is(&it.item.name)),
        _ => false,
    }
}

/// The names that a text may call, in lower case.
fn called(kind: &str, sql: &str) -> impl Iterator<Item = String> {
    let tokens: Vec<Token<'_>> = tokens(sql).collect();
    let is_index = kind == "index";
    let table = tokens.iter().position(|it| is_index && it.is_word("on"));
    let is_call = |at: usize, token: &Token<'_>| {
        let before = at.checked_sub(1).and_then(|it| tokens.get(it));
        let is_after = |word: &&str| before.is_some_and(|it| it.is_word(word));
        let is_table = table.is_some_and(|it| it + 1 == at) || BEFORE_NAMES.iter().any(is_after);
        let has_arguments = tokens.get(at + 1).is_some_and(|it| it.is_symbol("("));
        token.is_name() && has_arguments && !is_table
    };
    let is_operator = |token: &Token<'_>| OPERATORS.iter().any(|it| token.is_word(it));
    let names: Vec<String> = tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| is_operator(token) || is_call(*at, token))
        .map(|(_, token)| token.unquoted().to_ascii_lowercase())
        .collect();
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use super::called;

    fn calls(kind: &str, sql: &str) -> Vec<String> {
        let functions = ["launch", "regexp", "key"];
        let is_function = |it: &String| functions.contains(&it.as_str());
        called(kind, sql).filter(is_function).collect()
    }

    #[test]
    fn however_a_call_is_written() {
        for sql in [
            "CREATE VIEW v AS SELECT launch(1)",
            "CREATE VIEW v AS SELECT \"LAUNCH\" /* now */ (1)",
            "CREATE VIEW v AS SELECT 1 FROM a JOIN b ON launch(1)",
            "CREATE VIEW v AS SELECT 1 FROM launch(1)",
            "CREATE TABLE t (a DEFAULT ([launch]()), b)",
            "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT `Launch`(new.a); END",
        ] {
            assert_eq!(calls("view", sql), ["launch"], "{sql}");
        }
        let index = "CREATE INDEX i ON t (a) WHERE launch\n(a) AND a REGEXP 'x'";
        assert_eq!(calls("index", index), ["launch", "regexp"]);
    }

    #[test]
    fn names_of_tables_and_modules_are_no_calls() {
        for (kind, sql) in [
            ("table", "CREATE TABLE launch (a REFERENCES launch (a))"),
            (
                "table",
                "CREATE TABLE IF NOT EXISTS launch(a, PRIMARY KEY (a))",
            ),
            ("table", "CREATE VIRTUAL TABLE t USING launch(a)"),
            ("index", "CREATE INDEX i ON launch (a)"),
            (
                "trigger",
                "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO launch(a) SELECT 'launch(1)'; END",
            ),
        ] {
            assert_eq!(calls(kind, sql), [""; 0], "{sql}");
        }
    }
}
