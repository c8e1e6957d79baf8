//! What SQLite keeps where a row takes a column's default: by the column's affinity that may be something
//! else than what stands in the `CREATE` statement, as 1 for `'1'` in a column of whole numbers.

use rusqlite::{Connection, types::Value};
use schema_core::{model::Column, sql::Literal};

/// The value that a row gets, if SQLite can tell without the application.
pub(super) fn default(column: &Column) -> Option<Value> {
    let default = column.default.as_deref()?;
    let connection = Connection::open_in_memory().ok()?;
    // A type may be any string here, and an expression stands in parentheses.
    let ty = if column.ty.is_empty() {
        String::new()
    } else {
        Literal(&column.ty).to_string()
    };
    let sql = format!(
        "CREATE TABLE kept (value {ty} DEFAULT ({default})); INSERT INTO kept DEFAULT VALUES"
    );
    connection.execute_batch(&sql).ok()?;
    let read = "SELECT value FROM kept";
    connection.query_row(read, [], |row| row.get(0)).ok()
}
