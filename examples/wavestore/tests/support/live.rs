//! What SQLite itself reports of a database.

use rusqlite_schema::rusqlite::{Connection, Row};

use super::shape::{Column, ForeignKey, Index, Table};

/// Every table of the main database. Fails on views, triggers and whatever else has no place in it.
#[track_caller]
pub fn tables(conn: &Connection) -> Vec<Table> {
    let strange = "SELECT name FROM main.sqlite_schema WHERE type NOT IN ('table', 'index')";
    assert_eq!(
        list(conn, strange, |row| text(row, "name")),
        <Vec<String>>::new()
    );
    let names = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
                 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND wr = 0 AND strict = 0";
    let others = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND (type <> 'table' OR wr OR strict)";
    assert_eq!(
        list(conn, others, |row| text(row, "name")),
        <Vec<String>>::new()
    );
    list(conn, names, |row| text(row, "name"))
        .iter()
        .map(|name| table(conn, name))
        .collect()
}

fn table(conn: &Connection, name: &str) -> Table {
    let indexes = list(
        conn,
        &format!("PRAGMA main.index_list(\"{name}\")"),
        |row| {
            (
                text(row, "name"),
                text(row, "origin"),
                row.get_unwrap("unique"),
            )
        },
    );
    let of_origin = |wanted: &'static str| {
        indexes
            .iter()
            .filter(move |(_, origin, _)| origin == wanted)
    };
    let sql = statement(conn, "table", name);
    Table {
        name: name.to_owned(),
        since: 0,
        autoincrement: sql.to_ascii_uppercase().contains("AUTOINCREMENT"),
        columns: list(
            conn,
            &format!("PRAGMA main.table_xinfo(\"{name}\")"),
            column,
        ),
        foreign_keys: list(
            conn,
            &format!("PRAGMA main.foreign_key_list(\"{name}\")"),
            foreign_key,
        ),
        uniques: of_origin("u")
            .map(|(index, _, _)| terms(conn, index))
            .collect(),
        indexes: of_origin("c")
            .map(|(index, _, unique)| own_index(conn, index, *unique))
            .collect(),
    }
}

fn column(row: &Row<'_>) -> Column {
    assert_eq!(
        row.get_unwrap::<_, i64>("hidden"),
        0,
        "{} is hidden or generated",
        text(row, "name")
    );
    Column {
        name: text(row, "name"),
        ty: text(row, "type"),
        nullable: !row.get_unwrap::<_, bool>("notnull"),
        default: row.get_unwrap("dflt_value"),
        key: row.get_unwrap("pk"),
        since: 0,
    }
}

fn foreign_key(row: &Row<'_>) -> ForeignKey {
    assert_eq!(
        row.get_unwrap::<_, i64>("seq"),
        0,
        "no foreign key here has two columns"
    );
    assert_eq!(text(row, "on_update"), "NO ACTION");
    assert_eq!(text(row, "match"), "NONE");
    ForeignKey {
        column: text(row, "from"),
        table: text(row, "table"),
        parent: text(row, "to"),
        on_delete: text(row, "on_delete").to_ascii_lowercase(),
    }
}

fn own_index(conn: &Connection, name: &str, unique: bool) -> Index {
    let sql = statement(conn, "index", name);
    let start = sql
        .to_ascii_uppercase()
        .find(" WHERE ")
        .or(sql.find("\nWHERE "));
    let filter = start.map(|start| sql[start + " WHERE ".len()..].trim().to_owned());
    Index {
        name: name.to_owned(),
        unique,
        terms: terms(conn, name),
        filter,
    }
}

/// The columns of an index, with ` desc` behind those that are sorted that way.
fn terms(conn: &Connection, index: &str) -> Vec<String> {
    let parts = list(
        conn,
        &format!("PRAGMA main.index_xinfo(\"{index}\")"),
        |row| {
            assert_eq!(text(row, "coll"), "BINARY");
            let descending = if row.get_unwrap("desc") { " desc" } else { "" };
            let name: Option<String> = row.get_unwrap("name");
            (
                row.get_unwrap::<_, bool>("key"),
                name.map(|name| format!("{name}{descending}")),
            )
        },
    );
    parts
        .into_iter()
        .filter(|(key, _)| *key)
        .map(|(_, term)| term.unwrap())
        .collect()
}

/// The statement that stands in the file for an object.
pub fn statement(conn: &Connection, kind: &str, name: &str) -> String {
    let sql = "SELECT sql FROM main.sqlite_schema WHERE type = ?1 AND name = ?2";
    conn.query_row(sql, [kind, name], |row| row.get(0)).unwrap()
}

/// The names of all tables, those of SQLite itself left out.
pub fn table_names(conn: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM main.sqlite_schema WHERE type = 'table' \
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    list(conn, sql, |row| text(row, "name"))
}

/// The names of all indexes that have a statement of their own.
pub fn index_names(conn: &Connection) -> Vec<String> {
    let sql =
        "SELECT name FROM main.sqlite_schema WHERE type = 'index' AND sql NOT NULL ORDER BY name";
    list(conn, sql, |row| text(row, "name"))
}

/// The version with which the file is stamped.
pub fn stamp(conn: &Connection) -> i64 {
    conn.pragma_query_value(Some("main"), "user_version", |row| row.get(0))
        .unwrap()
}

/// The values of some columns of every row, as SQL literals, in an order of their own.
pub fn rows(conn: &Connection, table: &str, columns: &[String]) -> Vec<Vec<String>> {
    let quoted: Vec<_> = columns
        .iter()
        .map(|column| format!("quote(\"{column}\")"))
        .collect();
    let sql = format!("SELECT {} FROM main.\"{table}\"", quoted.join(", "));
    let mut rows = list(conn, &sql, |row| {
        (0..columns.len())
            .map(|index| row.get_unwrap(index))
            .collect()
    });
    rows.sort();
    rows
}

/// One number.
pub fn number(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The complaints of `integrity_check` and `foreign_key_check`; none in a sound file.
pub fn complaints(conn: &Connection) -> Vec<String> {
    let mut complaints = list(conn, "PRAGMA main.integrity_check", |row| row.get_unwrap(0));
    complaints.retain(|line: &String| line != "ok");
    complaints.extend(list(conn, "PRAGMA main.foreign_key_check", |row| {
        text(row, "table")
    }));
    complaints
}

fn list<T>(conn: &Connection, sql: &str, each: impl Fn(&Row<'_>) -> T) -> Vec<T> {
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok(each(row))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn text(row: &Row<'_>, column: &str) -> String {
    row.get_unwrap(column)
}
