//! What the application must have registered before its schema is used.

use rusqlite::Connection;

use schema_core::{
    model::{Extern, Schema},
    plan::RESERVED_PREFIX,
    sql::Name,
};

use crate::engine::{
    ask,
    connection::{file_name, refused},
    error::{Error, Result},
};

/// Refuses a connection that lacks a function, collation, module or tokenizer which the schema relies on.
pub(crate) fn check(connection: &Connection, schema: &Schema) -> Result<()> {
    for needed in schema.externs.iter() {
        if !is_registered(connection, needed)? {
            let (kind, name) = match needed {
                Extern::Function { name, .. } => ("function", name),
                Extern::Collation(name) => ("collation", name),
                Extern::Module(name) => ("module", name),
                Extern::Tokenizer(name) => ("tokenizer", name),
            };
            return Err(Error::NotRegistered {
                file: file_name(connection),
                kind,
                name: name.to_string(),
            });
        }
    }
    Ok(())
}

/// Whether the connection has what the schema relies on.
pub(crate) fn is_registered(connection: &Connection, needed: &Extern) -> Result<bool> {
    // A negative number of arguments stands for any number.
    let (sql, name, arguments) = match needed {
        Extern::Function { name, arguments } => (FUNCTION, name, i64::from(*arguments)),
        Extern::Collation(name) => (COLLATION, name, 0),
        Extern::Module(name) => (MODULE, name, 0),
        Extern::Tokenizer(name) => return Ok(has_tokenizer(connection, name)),
    };
    ask::is_so(connection, sql, &[&name.as_ref(), &arguments]).map_err(refused(connection))
}

/// SQLite lists no tokenizers, so a full-text index of the connection's own, which goes at once, asks for
/// it. Whatever else SQLite says of that, it has more to say when the declared one is made.
fn has_tokenizer(connection: &Connection, name: &str) -> bool {
    ["fts5", "fts4"].into_iter().any(|module| {
        let (table, name) = (format!("{RESERVED_PREFIX}tokenizer"), Name(name));
        let asked = format!("CREATE VIRTUAL TABLE temp.{table} USING {module}(a, tokenize={name})");
        match connection.execute_batch(&asked) {
            Ok(()) => connection
                .execute_batch(&format!("DROP TABLE temp.{table}"))
                .is_ok(),
            Err(error) => {
                let error = error.to_string();
                let unknown = ["no such tokenizer", "unknown tokenizer", "no such module"];
                !unknown.into_iter().any(|it| error.contains(it))
            }
        }
    })
}

const FUNCTION: &str = "SELECT EXISTS (SELECT 1 FROM pragma_function_list
    WHERE name = lower(?1) AND (narg = ?2 OR narg < 0))";

const COLLATION: &str = "SELECT EXISTS (SELECT 1 FROM pragma_collation_list
    WHERE name = ?1 COLLATE nocase AND ?2 = 0)";

const MODULE: &str = "SELECT EXISTS (SELECT 1 FROM pragma_module_list
    WHERE name = ?1 COLLATE nocase AND ?2 = 0)";
