//! The module keeps what its hand-written original promised: at every start it restores what is missing,
//! drops dead tables, works in the caller's transaction, and goes on from wherever the original stopped.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, Outcome, rusqlite::Connection};
use support::{
    Fixture, Order, Snapshot, catalogue,
    fixture::{self, Rows},
    live,
    shape::{Table, assert_same},
};
use wavestore::{
    migrations::{run_object_schema, stamp_version},
    objects,
};

/// A file of the newest version with rows, and what the rows are.
fn current() -> (Fixture, Rows) {
    let file = Fixture::with("objects.db", &catalogue::objects(4));
    stamp_version(&file.connect(), 4).unwrap();
    run_object_schema(&file.connect()).unwrap();
    let rows = Rows::of(&file.connect(), &catalogue::objects(4));
    (file, rows)
}

#[track_caller]
fn assert_whole(conn: &Connection) {
    assert_same(&catalogue::objects(4), &live::tables(conn), Order::Any);
    assert_eq!(live::complaints(conn), <Vec<String>>::new());
    for table in ["db_identity_bundles", "db_memory_bundles"] {
        let sql = format!("SELECT count(*) FROM {table} WHERE id = 'blank'");
        assert_eq!(live::number(conn, &sql), 1, "{table}");
    }
}

const DAMAGES: [&str; 7] = [
    "DROP INDEX idx_agents_parent_template_id",
    "DROP INDEX idx_agent_definitions_slug",
    "DROP TABLE db_agents",
    "ALTER TABLE db_agent_definitions DROP COLUMN user_hidden",
    "DELETE FROM db_identity_bundles WHERE id = 'blank'",
    "DELETE FROM db_memory_bundles",
    "DROP TABLE db_memory_bundles; DROP TABLE db_temp; DROP INDEX idx_agent_definitions_slug",
];

#[test]
fn what_is_missing_comes_back_at_the_next_start() {
    for damage in DAMAGES {
        let (file, _) = current();
        file.connect()
            .execute_batch(damage)
            .unwrap_or_else(|error| panic!("{damage}: {error}"));
        let left = live::tables(&file.connect());
        let rows = Rows::of(&file.connect(), &left);
        run_object_schema(&file.connect()).unwrap();
        assert_whole(&file.connect());
        rows.assert_kept(&file.connect(), str::to_owned);

        let bytes = Snapshot::of(file.folder());
        run_object_schema(&file.connect()).unwrap();
        bytes.assert_unchanged(file.folder());
    }
}

#[test]
fn dead_tables_go_whatever_the_stamp_and_are_in_the_report() {
    for stamp in 1..=4 {
        let file = Fixture::with("objects.db", &catalogue::objects(stamp));
        let conn = file.connect();
        for name in catalogue::dead_tables() {
            let dead = catalogue::legacy_table(&name);
            fixture::create(&conn, &dead);
            fixture::insert(&conn, &dead, 1);
        }
        conn.pragma_update(None, "user_version", stamp).unwrap();
        let rows = Rows::of(&conn, &catalogue::objects(stamp));
        let report = objects::complete(&conn).unwrap();
        let dropped = report
            .steps
            .iter()
            .filter(|it| it.what.starts_with("drop table"));
        let dropped: Vec<_> = dropped.map(|it| (it.what.as_str(), it.dropped)).collect();
        let expected: Vec<_> = catalogue::dead_tables()
            .iter()
            .map(|it| format!("drop table {it}"))
            .collect();
        let expected: Vec<_> = expected.iter().map(|it| (it.as_str(), Some(1))).collect();
        assert_eq!(dropped, expected, "{report}");
        assert_whole(&conn);
        rows.assert_kept(&conn, str::to_owned);
    }
}

#[test]
fn it_works_in_a_transaction_of_the_caller() {
    for (tables, stamp) in [
        (catalogue::legacy(), 0),
        (catalogue::older_still(), 0),
        (catalogue::objects(1), 1),
        (catalogue::objects(3), 3),
        (catalogue::objects(4), 4),
        (vec![], 0),
    ] {
        for (on, keep) in [(false, true), (true, true), (false, false), (true, false)] {
            let file = Fixture::with("objects.db", &tables);
            let mut conn = file.connect();
            conn.pragma_update(None, "user_version", stamp).unwrap();
            fixture::foreign_keys(&conn, on);
            let rows = Rows::of(&conn, &catalogue::living(&tables));
            let before = Snapshot::of(file.folder());
            let transaction = conn.transaction().unwrap();
            if !tables.is_empty() {
                transaction
                    .execute_batch("CREATE TABLE callers_own (x)")
                    .unwrap();
            }
            run_object_schema(&transaction).unwrap();
            let written = "INSERT INTO db_temp (oid, data) VALUES ('callers own', '')";
            transaction.execute_batch(written).unwrap();
            run_object_schema(&transaction).unwrap();
            assert!(!transaction.is_autocommit());
            assert_eq!(
                live::number(&transaction, "PRAGMA foreign_keys"),
                i64::from(on)
            );
            let own = "SELECT count(*) FROM db_temp WHERE oid = 'callers own'";
            assert_eq!(live::number(&transaction, own), 1);
            if keep {
                let drop = "DROP TABLE IF EXISTS callers_own";
                transaction.execute_batch(drop).unwrap();
                transaction.commit().unwrap();
                assert_whole(&conn);
                rows.assert_kept(&conn, catalogue::becomes);
                assert_eq!(live::stamp(&conn), 4);
            } else {
                transaction.rollback().unwrap();
                drop(conn);
                before.assert_unchanged(file.folder());
            }
        }
    }
}

#[test]
fn a_refusal_leaves_the_transaction_of_the_caller_as_it_was() {
    let file = Fixture::with("objects.db", &catalogue::objects(4));
    let mut conn = file.connect();
    conn.execute_batch(
        "ALTER TABLE db_agent_content RENAME COLUMN content_type TO kind; PRAGMA user_version = 4",
    )
    .unwrap();
    let transaction = conn.transaction().unwrap();
    transaction
        .execute_batch("DELETE FROM db_temp; DROP INDEX idx_agents_parent_template_id")
        .unwrap();
    let error = objects::complete(&transaction).unwrap_err();
    assert!(matches!(error, Error::Drift { .. }), "{error:?}");
    assert!(!transaction.is_autocommit());
    let index = "SELECT count(*) FROM sqlite_schema WHERE name = 'idx_agents_parent_template_id'";
    assert_eq!(live::number(&transaction, index), 0);
    transaction.commit().unwrap();
    assert_eq!(live::number(&conn, "SELECT count(*) FROM db_temp"), 0);
    assert_eq!(live::stamp(&conn), 4);
}

#[test]
fn a_new_file_is_created_and_the_second_call_finds_it_current() {
    let file = Fixture::new("objects.db");
    let report = objects::complete(&file.connect()).unwrap();
    assert_eq!(report.outcome, Outcome::Created);
    assert_whole(&file.connect());
    let report = objects::complete(&file.connect()).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
}

/// What the original does at a start, statement by statement, each in a transaction of its own.
fn statements(conn: &Connection) -> Vec<String> {
    let standing = live::tables(conn);
    let stands = |name: &str| standing.iter().find(|it| it.name == name);
    let renames = catalogue::legacy_renames();
    let renames: Vec<_> = renames
        .iter()
        .filter(|(old, new)| stands(old).is_some() && stands(new).is_none())
        .collect();
    let mut all: Vec<String> = renames
        .iter()
        .map(|(old, new)| format!("ALTER TABLE {old} RENAME TO {new}"))
        .collect();
    let indexes = catalogue::legacy_indexes();
    all.extend(
        indexes
            .iter()
            .map(|it| format!("DROP INDEX IF EXISTS {it}")),
    );
    let dead = catalogue::dead_tables();
    all.extend(
        dead.iter()
            .rev()
            .map(|it| format!("DROP TABLE IF EXISTS {it}")),
    );
    for table in catalogue::objects(4) {
        let mut own = renames.iter().filter(|(_, new)| *new == table.name);
        let before = own.next().map_or(table.name.as_str(), |(old, _)| old);
        all.extend(stands(before).into_iter().flat_map(|it| added(it, &table)));
    }
    let created = objects::DDL.split(";\n").map(str::trim);
    let created = created.filter(|it| it.starts_with("CREATE"));
    all.extend(created.map(str::to_owned));
    for (table, name) in [
        ("db_identity_bundles", "No credentials"),
        ("db_memory_bundles", "Vanilla"),
    ] {
        all.push(format!(
            "INSERT OR IGNORE INTO {table} (id, name, is_blank, created_at, updated_at) VALUES ('blank', '{name}', 1, 0, 0)"
        ));
    }
    all.push("PRAGMA user_version = 4".to_owned());
    all
}

fn added(standing: &Table, declared: &Table) -> Vec<String> {
    let new = declared
        .columns
        .iter()
        .filter(|it| !standing.columns.iter().any(|old| old.name == it.name));
    new.map(|it| {
        let default = it.default.as_deref().unwrap_or("NULL");
        let (table, name, ty) = (&declared.name, &it.name, &it.ty);
        format!("ALTER TABLE {table} ADD COLUMN {name} {ty} NOT NULL DEFAULT {default}")
    })
    .collect()
}

/// Stops the original after each of its statements, and opens what is left.
fn sweep(tables: &[Table], stamp: i64, open: fn(&Connection)) {
    let whole = Fixture::with("objects.db", tables);
    whole
        .connect()
        .pragma_update(None, "user_version", stamp)
        .unwrap();
    let statements = statements(&whole.connect());
    for stop in 0..=statements.len() {
        let file = Fixture::with("objects.db", tables);
        let conn = file.connect();
        conn.pragma_update(None, "user_version", stamp).unwrap();
        let rows = Rows::of(&conn, &catalogue::living(tables));
        for sql in &statements[..stop] {
            conn.execute_batch(sql)
                .unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
        open(&conn);
        assert_whole(&conn);
        rows.assert_kept(&conn, catalogue::becomes);
        assert_eq!(live::stamp(&conn), 4);
    }
}

#[test]
fn the_module_goes_on_wherever_the_original_stopped() {
    let open = |conn: &Connection| run_object_schema(conn).unwrap();
    sweep(&[], 0, open);
    sweep(&catalogue::legacy(), 0, open);
    sweep(&catalogue::older_still(), 0, open);
    for version in 1..=3 {
        sweep(&catalogue::objects(version), version, open);
    }
}

#[test]
fn a_migration_goes_on_wherever_the_original_stopped() {
    let open = |conn: &Connection| drop(objects::migrate(conn).unwrap());
    sweep(&[], 0, open);
    sweep(&catalogue::legacy(), 0, open);
    // A migration plants no seed in a file that has its version's number.
    let open = |conn: &Connection| {
        objects::migrate(conn).unwrap();
        run_object_schema(conn).unwrap();
    };
    sweep(&catalogue::objects(3), 3, open);
}
