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
use rusqlite_schema::{Outcome, Schema, introspect, outlook, rusqlite::Connection};
use schema_core::{found::compare, model::LegacyAction, shape::Shape};
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
    assert_eq!(adopted(file, schema), schema.legacy.actions.len());
    drop_ledgers(&original, schema);
    for pragma in ["user_version", "application_id"] {
        let read = |it: &Connection| -> i64 {
            let sql = format!("PRAGMA {pragma}");
            it.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        let expected = match (pragma, read(&original)) {
            ("user_version", 0) => schema.newest_version(),
            (_, number) => number,
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

/// How many steps bring a copy of the file, as it was found, to the declaration.
fn adopted(file: &Path, schema: &Schema) -> usize {
    let copy = file.with_extension("copy");
    fs::copy(file, &copy).unwrap();
    let copy = Connection::open(copy).unwrap();
    let stamp: i64 = copy
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    let report = migrate(&copy, schema).unwrap();
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    match report.outcome {
        Outcome::Current if stamp > 0 => {}
        Outcome::Adopted { .. } if stamp == 0 => {}
        outcome => panic!("{outcome:?}"),
    }
    assert_eq!(outlook(&copy, schema).unwrap().steps, []);
    report.steps.len()
}

/// What other tools noted is no part of what is declared.
fn drop_ledgers(original: &Connection, schema: &Schema) {
    for action in schema.legacy.actions.iter() {
        if let LegacyAction::DropTable(name) = action {
            original
                .execute_batch(&format!("DROP TABLE \"{name}\""))
                .unwrap();
        }
    }
    for name in ["room_master_table", "android_metadata"] {
        original
            .execute_batch(&format!("DROP TABLE IF EXISTS {name}"))
            .unwrap();
    }
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
    sqlx refinery diesel django sqlalchemy rails typeorm prisma ef_core room core_data gorm laravel
    sqlite_utils grown
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
        CREATE VIRTUAL TABLE plain USING fts5(a, tokenize = 'porter ascii');
        CREATE VIRTUAL TABLE cut USING fts5(a, tokenize = porter);
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'porter', '''stemmed 2''') WHERE name = 'cut';
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
            "extern function slug(2);",
            "extern tokenizer stemmed;"
        ]
    );
    assert!(said.text.contains("pub schema other_name in \"own.db\""));
    assert_eq!(run(folder.path(), &["import", "none.db"]).code, 2);
}

/// What is printed of a file, between the braces of its history.
fn history(sql: &str) -> (String, String) {
    let folder = TempDir::new().unwrap();
    let connection = Connection::open(folder.path().join("file.db")).unwrap();
    connection.execute_batch(sql).unwrap();
    let said = run(folder.path(), &["import", "file.db"]);
    assert_eq!(
        (said.code, said.complaints.as_str()),
        (0, ""),
        "{}",
        said.text
    );
    let (_, rest) = said.text.split_once("history {").unwrap();
    let (history, rest) = rest.split_once("\n        }").unwrap();
    let lines: Vec<&str> = history.lines().map(str::trim).collect();
    (lines.join(" ").trim().to_owned(), rest.to_owned())
}

#[test]
fn only_what_a_tool_has_written_is_a_ledger() {
    // A table of the application under a name that tools give theirs, too.
    let own = "CREATE TABLE migrations (id INTEGER PRIMARY KEY, species TEXT, season TEXT);";
    let (lines, rest) = history(own);
    assert!(
        !lines.contains("legacy") && rest.contains("table migrations as"),
        "{rest}"
    );

    // The application has come to read it.
    let ledger = "CREATE TABLE Alembic_Version (version_num VARCHAR(32) NOT NULL);";
    for reader in [
        "CREATE VIEW v AS SELECT * FROM \"alembic_version\";",
        "CREATE TABLE t (id INTEGER); CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM alembic_version; END;",
        "CREATE TRIGGER r AFTER INSERT ON alembic_version BEGIN SELECT 1; END;",
    ] {
        let (lines, rest) = history(&format!("{ledger}{reader}"));
        assert!(
            !lines.contains("legacy") && rest.contains("table Alembic_Version as"),
            "{rest}"
        );
    }
    let (lines, rest) = history(ledger);
    assert!(
        lines.contains("legacy { drop table Alembic_Version; }"),
        "{lines}"
    );
    assert!(!rest.contains("Alembic_Version"));
}

#[test]
fn a_ledger_says_where_the_history_begins() {
    let diesel = "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP);";
    let rows = "INSERT INTO __diesel_schema_migrations VALUES ('1', 0), ('2', 0), ('5', 0);";
    let rails = "CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY);";
    let (lines, _) = history(&format!("{rails}{diesel}{rows}"));
    let expected = "/// Files that Rails and diesel have looked after. legacy { \
        version from \"SELECT count(*) FROM __diesel_schema_migrations\"; \
        drop table schema_migrations; drop table __diesel_schema_migrations; } \
        /// The files on which so many scripts have run, as one was found. version 3;";
    assert_eq!(lines, expected);
    assert!(history(diesel).0.ends_with("version 1;"));

    // The number is in the file already, and `legacy` is for files without one.
    let (lines, rest) = history(&format!("{diesel}{rows} PRAGMA user_version = 9;"));
    assert!(lines.starts_with("// `__diesel_schema_migrations` is where diesel keeps its notes."));
    assert!(
        lines.ends_with("version 9;") && !lines.contains("legacy"),
        "{lines}"
    );
    assert!(!rest.contains("__diesel"), "{rest}");
}
