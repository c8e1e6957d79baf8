//! Declarations for databases of other programs lead to the same database.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{fs, path::Path};

use exchange::imported;
use rusqlite_schema::{Schema, introspect, rusqlite::Connection};
use schema_core::{found::compare, shape::Shape};
use schema_runtime::engine::migrate;
use support::run;
use tempfile::TempDir;

/// Prints what is imported and compares it with the compiled file; then makes a fresh database of that
/// and compares it with the original, both ways round.
fn round_trip(name: &str, schema: &Schema, file: &Path) {
    let folder = file.parent().unwrap();
    let said = run(
        folder,
        &["import", file.file_name().unwrap().to_str().unwrap()],
    );
    assert_eq!(
        (said.code, said.complaints.as_str()),
        (0, ""),
        "{}",
        said.text
    );
    let snapshot = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/imported/{name}.rs"));
    if std::env::var_os("UPDATE_IMPORTED").is_some() {
        fs::write(&snapshot, &said.text).unwrap();
        return;
    }
    let compiled = fs::read_to_string(&snapshot).unwrap();
    assert_eq!(
        said.text,
        compiled,
        "{} is not what is printed",
        snapshot.display()
    );

    let original = Connection::open(file).unwrap();
    let fresh = Connection::open_in_memory().unwrap();
    migrate(&fresh, schema).unwrap();
    for pragma in ["user_version", "application_id"] {
        let read = |it: &Connection| -> i64 {
            let sql = format!("PRAGMA {pragma}");
            it.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        let expected = if pragma == "user_version" {
            read(&original).max(1)
        } else {
            read(&original)
        };
        assert_eq!(read(&fresh), expected, "{pragma}");
    }
    let (found, made) = (introspect(&original).unwrap(), introspect(&fresh).unwrap());
    assert!(found.unreadable.is_empty() && !found.is_empty());
    let declared = schema.newest_shape();
    assert_eq!(
        compare(&declared, &found),
        [],
        "the original is as declared"
    );
    assert_eq!(
        compare(&declared, &made),
        [],
        "the fresh one is as declared"
    );
    assert_eq!(compare(&shape_of(&found), &made), [], "both are the same");
    assert_eq!(columns(&original), columns(&fresh));
    let report = migrate(&original, schema).unwrap();
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
}

/// What was found as if it were declared, so that nothing of ours but the reader and the comparer is
/// between the two databases.
fn shape_of(found: &rusqlite_schema::Found) -> Shape {
    use schema_core::shape::Traced;
    use std::sync::Arc;
    fn traced<T: Clone>(all: &[T]) -> Vec<Traced<T>> {
        let all = all.iter().enumerate();
        let all = all.map(|(declared, it)| Traced {
            declared,
            item: it.clone(),
        });
        all.collect()
    }
    Shape {
        tables: found
            .tables
            .iter()
            .map(|it| Arc::new(it.table.clone()))
            .collect(),
        virtual_tables: traced(&found.virtual_tables).into(),
        views: traced(&found.views).into(),
        triggers: traced(&found.triggers).into(),
        ..Shape::default()
    }
}

/// What SQLite itself says of all columns, indexes and references.
fn columns(connection: &Connection) -> Vec<String> {
    let sql = "
        SELECT m.name || ' ' || x.name || ' ' || upper(replace(x.type, ' ', '')) || ' ' || x.pk || ' ' || x.hidden
        FROM sqlite_schema m, pragma_table_xinfo(m.name) x WHERE m.type = 'table' AND m.sql NOT LIKE 'create virtual%'
        UNION ALL
        SELECT m.name || ' ' || f.\"table\" || ' ' || f.\"from\" || ' ' || f.on_update || ' ' || f.on_delete
        FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
        UNION ALL
        SELECT m.name || ' ' || i.\"unique\" || i.origin || i.partial || ' ' ||
            (SELECT group_concat(coalesce(c.name, '?') || c.desc || lower(c.coll)) FROM pragma_index_xinfo(i.name) c)
        FROM sqlite_schema m, pragma_index_list(m.name) i
        ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn database(name: &str, schema: &Schema) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(format!("{name}.db"));
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("databases/{name}.sql"));
    let connection = Connection::open(&file).unwrap();
    connection
        .execute_batch(&fs::read_to_string(sql).unwrap())
        .unwrap();
    drop(connection);
    round_trip(name, schema, &file);
}

macro_rules! databases {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                database(stringify!($name), &imported::$name::$name::SCHEMA);
            }
        )*
    };
}

databases! {
    full_text triggers views composite_keys keys mixed_keys strict generated odd_names indexes foreign_keys
}

#[test]
fn wavestores_legacy_database() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("legacy.db");
    wavestore::demo::write_legacy(&file).unwrap();
    round_trip("legacy", &imported::legacy::legacy::SCHEMA, &file);
}

#[test]
fn what_can_not_be_said_is_said() {
    let folder = TempDir::new().unwrap();
    let connection = Connection::open(folder.path().join("gaps.db")).unwrap();
    let sql = "
        PRAGMA user_version = -3;
        CREATE TABLE a (id TEXT PRIMARY KEY, n INT NOT NULL REFERENCES b ON DELETE SET NULL);
        CREATE TABLE b (id TEXT NOT NULL PRIMARY KEY, x INTEGER REFERENCES nowhere, y TEXT REFERENCES a (n));
        CREATE TABLE _schema_x (id INTEGER);
    ";
    connection.execute_batch(sql).unwrap();
    let said = run(folder.path(), &["import", "gaps.db"]);
    assert_eq!(said.code, 1);
    let gaps = [
        "`user_version` -3",
        "foreign key (n) of `a` to `b`: `set null`",
        "foreign key (x) of `b` to `nowhere`: there is no such table",
        "foreign key (y) of `b` to `a`: it refers to no key",
        "table `_schema_x`",
    ];
    for gap in gaps {
        assert!(said.complaints.contains(gap), "{gap}\n{}", said.complaints);
        let in_place = gap.starts_with("`user_version`")
            || said.text.contains(&format!("// NOT DECLARED: {gap}"));
        assert!(in_place, "{gap}\n{}", said.text);
    }
    assert_eq!(
        said.complaints.matches("not declared: ").count(),
        gaps.len()
    );
    let json = run(folder.path(), &["import", "gaps.db", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!(json["not_declared"].as_array().unwrap().len(), gaps.len());
    assert_eq!(json["declaration"].as_str().unwrap(), said.text);
}

#[test]
fn what_the_application_brings_is_declared_extern() {
    let folder = TempDir::new().unwrap();
    let connection = Connection::open(folder.path().join("own.db")).unwrap();
    let sql = "
        CREATE TABLE t (a TEXT, b TEXT, UNIQUE (a));
        CREATE VIEW v AS WITH q (x) AS NOT MATERIALIZED (SELECT slug(a, b) FROM t) SELECT upper(x), loud(x) AS y, cast(x AS VARCHAR(9)) IN (1) FROM q;
        CREATE VIEW w AS SELECT c.name FROM t, pragma_table_info(t.a) c;
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a TEXT COLLATE uca, b TEXT CHECK (is_fine(b)), UNIQUE (a))' WHERE name = 't';
    ";
    connection.execute_batch(sql).unwrap();
    drop(connection);
    let said = run(folder.path(), &["import", "own.db", "--name", "Other Name"]);
    assert_eq!(said.code, 0, "{}", said.complaints);
    let externs: Vec<&str> = said
        .text
        .lines()
        .map(str::trim)
        .filter(|it| it.starts_with("extern"))
        .collect();
    assert_eq!(
        externs,
        [
            "extern collation uca;",
            "extern function is_fine(1);",
            "extern function loud(1);",
            "extern function slug(2);"
        ]
    );
    assert!(said.text.contains("pub schema other_name in \"own.db\""));
    assert_eq!(run(folder.path(), &["import", "none.db"]).code, 2);
}
