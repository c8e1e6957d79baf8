//! What the application must have registered before its schema is used.

use rusqlite::Connection;

use crate::model::{Extern, Schema};

use super::{Error, Result, run::refused};

/// Refuses a connection that lacks a function, collation or module which the schema relies on.
pub(super) fn check(connection: &Connection, schema: &Schema) -> Result<()> {
    for needed in schema.externs.iter() {
        let (kind, sql, name) = match needed {
            Extern::Function { name, .. } => ("function", FUNCTION, name),
            Extern::Collation(name) => ("collation", COLLATION, name),
            Extern::Module(name) => ("module", MODULE, name),
        };
        // A negative number of arguments stands for any number.
        let arguments = match needed {
            Extern::Function { arguments, .. } => i64::from(*arguments),
            Extern::Collation(_) | Extern::Module(_) => 0,
        };
        let is_there: bool = connection
            .query_row(sql, (name.as_ref(), arguments), |row| row.get(0))
            .map_err(refused(connection))?;
        if !is_there {
            return Err(Error::NotRegistered {
                kind,
                name: name.to_string(),
            });
        }
    }
    Ok(())
}

const FUNCTION: &str = "SELECT EXISTS (SELECT 1 FROM pragma_function_list
    WHERE name = lower(?1) AND (narg = ?2 OR narg < 0))";

const COLLATION: &str = "SELECT EXISTS (SELECT 1 FROM pragma_collation_list
    WHERE name = ?1 COLLATE nocase AND ?2 = 0)";

const MODULE: &str = "SELECT EXISTS (SELECT 1 FROM pragma_module_list
    WHERE name = ?1 COLLATE nocase AND ?2 = 0)";
