//! Rebuilds that nothing demands, because in place SQLite would read all rows once for each column.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use rusqlite::Connection;
use schema_core::{
    found::compare,
    model::{
        Check, Column, Constraint, Event, Index, IndexColumn, Lifetime, Lived, PrimaryKey, Schema,
        Table, TableOption, Term, Timing, Trigger, Version, View, VirtualTable,
    },
    plan::{Step, plan},
};
use schema_runtime::engine::{self, introspect};

fn lived<T>(since: i64, item: T) -> Lived<T> {
    let until = None;
    let lifetime = Lifetime { since, until };
    Lived { lifetime, item }
}

fn column(name: &str, default: &'static str) -> Column {
    Column {
        name: name.to_owned().into(),
        ty: "INTEGER".into(),
        not_null: true,
        default: Some(default.into()),
        ..Column::default()
    }
}

/// A table with a key, and a column more with each version from the second on.
fn growing(columns: i64) -> Table {
    let key = PrimaryKey {
        columns: vec!["id".into()].into(),
        autoincrement: true,
        ..PrimaryKey::default()
    };
    let id = Column {
        name: "id".into(),
        ty: "INTEGER".into(),
        ..Column::default()
    };
    let added = (2..2 + columns).map(|it| lived(it, column(&format!("c{it}"), "7")));
    Table {
        name: "t".into(),
        lifetime: lived(1, ()).lifetime,
        columns: [lived(1, id), lived(1, column("n", "0"))]
            .into_iter()
            .chain(added)
            .collect::<Vec<_>>()
            .into(),
        constraints: vec![lived(1, Constraint::PrimaryKey(key))].into(),
        options: vec![lived(1, TableOption::Strict)].into(),
        ..Table::default()
    }
}

fn schema(table: Table) -> Schema {
    let version = |number| Version {
        number,
        ..Version::default()
    };
    let newest = table.columns.iter().map(|it| it.lifetime.since).max();
    Schema {
        versions: (1..=newest.unwrap())
            .map(version)
            .collect::<Vec<_>>()
            .into(),
        tables: vec![table].into(),
        ..Schema::default()
    }
}

fn index(name: &'static str) -> Lived<Index> {
    let term = Term::Column("n".into());
    let column = IndexColumn {
        term,
        collate: None,
        descending: false,
    };
    lived(
        1,
        Index {
            name: name.into(),
            unique: false,
            columns: vec![column].into(),
            filter: None,
        },
    )
}

fn is_rebuilt(schema: &Schema) -> bool {
    let stages = plan(schema, 1, schema.newest_version()).stages;
    let mut steps = stages.iter().flat_map(|it| &it.steps);
    steps.any(|it| matches!(it, Step::CopyRows(_)))
}

/// A file of the first version with a few rows, the last of which is gone.
fn file(schema: &Schema, more: &str) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    engine::create_at(&connection, schema, 1).unwrap();
    let rows = "INSERT INTO t (id, n) VALUES (3, 1), (5, 2), (8, 3), (13, 4); DELETE FROM t WHERE id = 13;";
    connection.execute_batch(&format!("{rows} {more}")).unwrap();
    connection
}

/// Whether the upgrade rebuilds the table of this file.
fn rebuilds(schema: &Schema, connection: &Connection) -> bool {
    let report = engine::migrate(connection, schema).unwrap();
    report.steps.iter().any(|it| it.what.starts_with("copy"))
}

fn assert_newest(schema: &Schema, connection: &Connection) {
    let mut differences = compare(&schema.newest_shape(), &introspect(connection).unwrap());
    differences.retain(|it| !it.is_extra());
    assert_eq!(differences, []);
    let sql = "SELECT group_concat(id || ' ' || n || ' ' || c2 || ' ' || c6, ', ') FROM t";
    let rows: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(rows, "3 1 7 7, 5 2 7 7, 8 3 7 7");
    connection
        .execute("INSERT INTO t DEFAULT VALUES", [])
        .unwrap();
    assert_eq!(connection.last_insert_rowid(), 14);
}

#[test]
fn few_columns_are_added_in_place() {
    assert!(!is_rebuilt(&schema(growing(4))));
    assert!(is_rebuilt(&schema(growing(5))));
}

#[test]
fn indexes_are_made_again_so_more_columns_it_takes() {
    let indexed = |columns| {
        let mut table = growing(columns);
        table.indexes = vec![index("one"), index("two")].into();
        schema(table)
    };
    assert!(!is_rebuilt(&indexed(10)));
    assert!(is_rebuilt(&indexed(11)));
}

#[test]
fn a_table_that_is_not_strict_is_read_only_for_checks() {
    let lax = |checks: usize| {
        let mut table = growing(8);
        table.options = vec![].into();
        let checked = table.columns.iter().skip(2).take(checks);
        let check = |line: &Lived<Column>| {
            let name = line.item.name.clone();
            let expression = format!("{name} > 0").into();
            let column = Some(name);
            let check = Constraint::Check(Check {
                column,
                expression,
                ..Check::default()
            });
            lived(line.lifetime.since, check)
        };
        let checks: Vec<_> = checked.map(check).collect();
        table.constraints.to_mut().extend(checks);
        schema(table)
    };
    assert!(!is_rebuilt(&lax(0)));
    assert!(!is_rebuilt(&lax(4)));
    assert!(is_rebuilt(&lax(5)));
    let schema = lax(5);
    let connection = file(&schema, "");
    assert!(rebuilds(&schema, &connection));
    assert_newest(&schema, &connection);
}

#[test]
fn columns_of_versions_that_are_not_merged_are_not_counted_together() {
    let mut schema = schema(growing(8));
    let sql = schema_core::model::Action::Sql("UPDATE t SET n = n".into());
    schema.versions.to_mut()[5].actions = vec![sql].into();
    assert!(!is_rebuilt(&schema));
}

#[test]
fn a_data_step_finds_the_table_in_place() {
    let mut table = growing(8);
    for line in table.columns.to_mut() {
        line.lifetime.since = line.lifetime.since.min(2);
    }
    let mut schema = schema(table);
    assert!(is_rebuilt(&schema));
    let sql = schema_core::model::Action::Sql("UPDATE t SET n = n".into());
    schema.versions.to_mut()[1].actions = vec![sql].into();
    assert!(!is_rebuilt(&schema));
}

#[test]
fn nothing_is_lost() {
    let schema = schema(growing(5));
    let connection = file(&schema, "");
    assert!(rebuilds(&schema, &connection));
    assert_newest(&schema, &connection);
}

#[test]
fn what_a_file_has_of_its_own_keeps_its_table_in_place() {
    let schema = schema(growing(5));
    let own = [
        ("CREATE INDEX own ON t (n)", "own"),
        ("CREATE VIEW own AS SELECT n FROM t", "own"),
        ("CREATE VIEW own AS SELECT ghost FROM nowhere", "own"),
        (
            "CREATE TRIGGER own AFTER UPDATE ON t BEGIN DELETE FROM t WHERE id = 1; END",
            "own",
        ),
        ("ANALYZE", "sqlite_stat1"),
    ];
    for (sql, name) in own {
        let connection = file(&schema, sql);
        assert!(!rebuilds(&schema, &connection), "{sql}");
        let kept = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1)";
        let kept: bool = connection
            .query_row(kept, [name], |row| row.get(0))
            .unwrap();
        assert!(kept, "{sql}");
        assert_newest(&schema, &connection);
    }
    let connection = file(&schema, "ANALYZE");
    engine::migrate(&connection, &schema).unwrap();
    let counted = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 't'";
    let counted: i64 = connection.query_row(counted, [], |row| row.get(0)).unwrap();
    assert_eq!(counted, 1);
}

#[test]
fn what_other_tables_have_does_not_matter() {
    let schema = schema(growing(5));
    let own =
        "CREATE TABLE other (a TEXT); CREATE INDEX own ON other (a); INSERT INTO other VALUES (1);
        ANALYZE other";
    let connection = file(&schema, own);
    assert!(rebuilds(&schema, &connection));
    assert_newest(&schema, &connection);
}

#[test]
fn rowids_that_have_no_name_stay() {
    let keyless = |names: &[&'static str]| {
        let mut table = growing(5);
        table.constraints = vec![].into();
        let named = names.iter().map(|it| lived(1, column(it, "0")));
        table.columns.to_mut().extend(named);
        schema(table)
    };
    assert!(is_rebuilt(&keyless(&["rowid", "oid"])));
    assert!(!is_rebuilt(&keyless(&["rowid", "oid", "_rowid_"])));
}

#[test]
fn the_text_of_an_indexed_table_is_not_indexed_again() {
    let mut schema = schema(growing(5));
    let indexed = VirtualTable {
        from: None,
        name: "words".into(),
        using: "fts5(n, content=t, content_rowid=id)".into(),
    };
    schema.virtual_tables = vec![lived(1, indexed)].into();
    assert!(!is_rebuilt(&schema));
}

#[test]
fn declared_views_and_triggers_stand_again() {
    let mut schema = schema(growing(5));
    let view = View {
        name: "numbers".into(),
        query: "SELECT n FROM t".into(),
        ..View::default()
    };
    let trigger = Trigger {
        name: "note".into(),
        timing: Timing::After,
        event: Event::Delete,
        table: "t".into(),
        when: None,
        body: "DELETE FROM t WHERE id = 1;".into(),
    };
    schema.views = vec![lived(1, view)].into();
    schema.triggers = vec![lived(1, trigger)].into();
    let connection = file(&schema, "");
    assert!(rebuilds(&schema, &connection));
    assert_eq!(
        compare(&schema.newest_shape(), &introspect(&connection).unwrap()),
        []
    );
}
