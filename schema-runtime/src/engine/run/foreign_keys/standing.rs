//! The references that stand in a file, as SQLite reports them: also those that nobody declares, and
//! those of tables whose text can't be read.

use super::identity::Identity;
use crate::engine::ask;
use rusqlite::Connection;

use schema_core::{model::Text, sql::Literal};

/// A table that refers to others.
pub(super) struct Referring {
    pub(super) name: String,
    pub(super) keys: Vec<Key>,
}

/// The key that a reference names.
pub(super) struct Key {
    pub(super) parent: String,
    /// None for the primary key.
    pub(super) columns: Vec<Text>,
}

/// The tables of a file that refer to others.
pub(super) fn referring(connection: &Connection) -> rusqlite::Result<Vec<Referring>> {
    // Without the word there is no reference, and most tables have none.
    let sql = "SELECT name FROM main.sqlite_schema
        WHERE type = 'table' AND instr(lower(sql), 'references') > 0";
    let mut referring = Vec::new();
    for name in ask::texts(connection, sql, &[])? {
        let keys = keys(connection, &name)?;
        referring.push(Referring { name, keys });
    }
    Ok(referring)
}

fn keys(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Key>> {
    let sql = format!("PRAGMA main.foreign_key_list({})", Literal(table));
    let mut keys: Vec<Key> = Vec::new();
    ask::each(connection, &sql, &[], &mut |row| {
        // The columns of one reference follow each other.
        if row.get::<_, i64>("seq")? == 0 {
            keys.push(Key {
                parent: row.get("table")?,
                columns: Vec::new(),
            });
        }
        let column: Option<String> = row.get("to")?;
        if let Some(key) = keys.last_mut() {
            key.columns.extend(column.map(Text::from));
        }
        Ok(())
    })?;
    Ok(keys)
}

/// A table whose references can break, by its names before and after.
#[derive(Debug)]
pub(crate) struct Child {
    pub(crate) before: Option<String>,
    pub(crate) after: String,
    pub(super) identity: Identity,
}

/// The tables of a file that refer to one of these.
pub(crate) fn referring_to(
    connection: &Connection,
    is_parent: impl Fn(&str) -> bool,
) -> rusqlite::Result<Vec<Child>> {
    let all = referring(connection)?.into_iter();
    let refers = |it: &Referring| it.keys.iter().any(|key| is_parent(&key.parent));
    let children = all.filter(refers).map(|it| Child {
        before: Some(it.name.clone()),
        after: it.name,
        identity: Identity::Rowid,
    });
    Ok(children.collect())
}
