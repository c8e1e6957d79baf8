//! Databases made from the catalogue alone, with rows in every table.

use std::path::{Path, PathBuf};

use rusqlite_schema::rusqlite::Connection;
use tempfile::TempDir;

use super::{
    live,
    shape::{Column, Index, Table},
};

/// How many rows each table gets.
const ROWS: i64 = 4;

/// A file in a folder of its own, which goes when this does.
pub struct Fixture {
    folder: TempDir,
    file: String,
}

impl Fixture {
    /// No file yet.
    pub fn new(file: &str) -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            file: file.to_owned(),
        }
    }

    /// A file with these tables, and rows in each.
    pub fn with(file: &str, tables: &[Table]) -> Self {
        let fixture = Self::new(file);
        write(&fixture.connect(), tables);
        fixture
    }

    /// The folder, to see what else is made in it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(&self.file)
    }

    /// A connection that knows nothing of any schema. Foreign keys are off.
    pub fn connect(&self) -> Connection {
        let conn = Connection::open(self.path()).unwrap();
        foreign_keys(&conn, false);
        conn
    }
}

/// Switches foreign keys on or off.
pub fn foreign_keys(conn: &Connection, on: bool) {
    conn.pragma_update(None, "foreign_keys", on).unwrap();
}

/// Makes these tables, with rows in each. Needs foreign keys off, as parents may come last.
pub fn write(conn: &Connection, tables: &[Table]) {
    conn.execute_batch("BEGIN").unwrap();
    for table in tables {
        create(conn, table);
    }
    for table in tables {
        for row in 1..=ROWS {
            insert(conn, table, row);
        }
    }
    conn.execute_batch("COMMIT").unwrap();
    assert_eq!(live::complaints(conn), <Vec<String>>::new());
}

/// Makes one table and its indexes.
pub fn create(conn: &Connection, table: &Table) {
    let name = &table.name;
    let mut lines: Vec<_> = table
        .columns
        .iter()
        .map(|column| line(table, column))
        .collect();
    let key: Vec<_> = table
        .key()
        .iter()
        .map(|column| column.name.clone())
        .collect();
    if key.len() > 1 {
        lines.push(format!("PRIMARY KEY ({})", key.join(", ")));
    }
    lines.extend(
        table
            .uniques
            .iter()
            .map(|unique| format!("UNIQUE ({})", unique.join(", "))),
    );
    lines.extend(table.foreign_keys.iter().map(|key| {
        let (column, parent, action) = (&key.column, &key.parent, &key.on_delete);
        format!(
            "FOREIGN KEY ({column}) REFERENCES {}({parent}) ON DELETE {action}",
            key.table
        )
    }));
    conn.execute_batch(&format!("CREATE TABLE {name} ({})", lines.join(", ")))
        .unwrap();
    for index in &table.indexes {
        conn.execute_batch(&index_statement(table, index)).unwrap();
    }
}

fn line(table: &Table, column: &Column) -> String {
    let mut line = format!("{} {}", column.name, column.ty);
    if table.key().len() == 1 && column.key == 1 {
        line += " PRIMARY KEY";
    }
    if table.autoincrement && column.key == 1 {
        line += " AUTOINCREMENT";
    }
    if !column.nullable {
        line += " NOT NULL";
    }
    if let Some(default) = &column.default {
        line = format!("{line} DEFAULT {default}");
    }
    line
}

fn index_statement(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let filter = index
        .filter
        .as_ref()
        .map(|filter| format!(" WHERE {filter}"));
    let (name, on, terms) = (&index.name, &table.name, index.terms.join(", "));
    format!(
        "CREATE {unique}INDEX {name} ON {on} ({terms}){}",
        filter.unwrap_or_default()
    )
}

/// Puts in row `number`. Its keys and references are those of the rows of this number elsewhere.
pub fn insert(conn: &Connection, table: &Table, number: i64) {
    let names: Vec<_> = table
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let values: Vec<_> = table
        .columns
        .iter()
        .map(|column| value(table, column, number))
        .collect();
    let (name, names, values) = (&table.name, names.join(", "), values.join(", "));
    conn.execute_batch(&format!("INSERT INTO {name} ({names}) VALUES ({values})"))
        .unwrap();
}

fn value(table: &Table, column: &Column, number: i64) -> String {
    let name = &column.name;
    let is_key = column.key > 0 || table.foreign_key(name).is_some();
    match column.ty.as_str() {
        "INTEGER" if is_key => number.to_string(),
        "TEXT" if is_key => format!("'key {number}'"),
        _ if column.nullable && number % 2 == 0 => "NULL".to_owned(),
        "INTEGER" => (number * 7 % 5).to_string(),
        "TEXT" => format!("'{name} {number}: it''s ünïcödé ✦ 日本'"),
        "BLOB" => format!("x'00ff{number:02x}'"),
        other => panic!("no value for a column of type `{other}`"),
    }
}

/// The rows of every table, by the columns that it has in the file.
pub struct Rows(Vec<(Table, Vec<Vec<String>>)>);

impl Rows {
    /// Reads the rows of these tables.
    pub fn of(conn: &Connection, tables: &[Table]) -> Self {
        let read = |table: &Table| (table.clone(), live::rows(conn, &table.name, &names(table)));
        Self(tables.iter().map(read).collect())
    }

    /// Fails unless every row is there, in the table that its table has become.
    #[track_caller]
    pub fn assert_kept(&self, conn: &Connection, becomes: impl Fn(&str) -> String) {
        for (table, before) in &self.0 {
            let name = becomes(&table.name);
            let after = live::rows(conn, &name, &names(table));
            let lost: Vec<_> = before.iter().filter(|row| !after.contains(row)).collect();
            assert!(
                lost.is_empty(),
                "lost from {} on the way to {name}: {lost:?}",
                table.name
            );
        }
    }
}

fn names(table: &Table) -> Vec<String> {
    table
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect()
}
