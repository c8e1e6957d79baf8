//! What the application must have registered before its schema is used.

use rusqlite::Connection;

use schema_core::model::{Extern, Schema};

use crate::engine::{
    ask,
    connection::{file_name, refused},
    error::{Error, Result},
};

/// Refuses a connection that lacks a function, collation or module which the schema relies on.
pub(crate) fn check(connection: &Connection, schema: &Schema) -> Result<()> {
    for needed in schema.externs.iter() {
        if !is_registered(connection, needed)? {
            let (kind, name) = match needed {
                Extern::Function { name, .. } => ("function", name),
                Extern::Collation(name) => ("collation", name),
                Extern::Module(name) => ("module", name),
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
    };
    ask::is_so(connection, sql, &[&name.as_ref(), &arguments]).map_err(refused(connection))
}

const FUNCTION: &str = "SELECT EXISTS (SELECT 1 FROM pragma_function_list
    WHERE name = lower(?1) AND (narg = ?2 OR narg < 0))";

const COLLATION: &str = "SELECT EXISTS (SELECT 1 FROM pragma_collation_list
    WHERE name = ?1 COLLATE nocase AND ?2 = 0)";

const MODULE: &str = "SELECT EXISTS (SELECT 1 FROM pragma_module_list
    WHERE name = ?1 COLLATE nocase AND ?2 = 0)";
