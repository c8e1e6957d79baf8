//! All that a file holds, as a checksum.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, Result, types::ValueRef};

/// What a file holds: its marks, the text of its schema, and every row with its storage classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The version with which the file is stamped.
    pub version: i64,
    /// The rows of each table, sorted by name, shadow tables included.
    pub rows: Vec<(String, u64)>,
    /// The checksum of everything.
    pub checksum: u64,
}

impl State {
    /// Reads all of a file.
    ///
    /// # Errors
    ///
    /// SQLite can't read it.
    pub fn of(connection: &Connection) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        let version = number(connection, "PRAGMA main.user_version")?;
        (version, number(connection, "PRAGMA main.application_id")?).hash(&mut hasher);
        let schema = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name";
        read(connection, schema, &mut hasher)?;
        let tables = "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name";
        let mut statement = connection.prepare(tables)?;
        let names: Result<Vec<String>> = statement.query_map([], |row| row.get(0))?.collect();
        let mut rows = Vec::new();
        for name in names? {
            let sql = format!("SELECT * FROM main.\"{}\"", name.replace('"', "\"\""));
            let count = read(connection, &sql, &mut hasher)?;
            rows.push((name, count));
        }
        Ok(Self {
            version,
            rows,
            checksum: hasher.finish(),
        })
    }
}

/// Reads one number.
pub(crate) fn number(connection: &Connection, sql: &str) -> Result<i64> {
    connection.query_row(sql, [], |row| row.get(0))
}

/// Takes all rows of a query into the checksum, and counts them.
fn read(connection: &Connection, sql: &str, hasher: &mut DefaultHasher) -> Result<u64> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            take(row.get_ref(column)?, hasher);
        }
        count += 1;
    }
    count.hash(hasher);
    Ok(count)
}

fn take(value: ValueRef<'_>, hasher: &mut DefaultHasher) {
    value.data_type().to_string().hash(hasher);
    match value {
        ValueRef::Null => {}
        ValueRef::Integer(it) => it.hash(hasher),
        ValueRef::Real(it) => it.to_bits().hash(hasher),
        ValueRef::Text(it) | ValueRef::Blob(it) => it.hash(hasher),
    }
}
