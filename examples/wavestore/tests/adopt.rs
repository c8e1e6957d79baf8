//! A file from before version numbers becomes version 4, and loses nothing on the way.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Outcome, rusqlite::Connection};
use support::{
    Fixture, Order, catalogue,
    fixture::{self, Rows},
    live,
    shape::{Table, assert_same},
};
use wavestore::objects;

#[track_caller]
fn assert_adopted(conn: &Connection, tables: &[Table]) {
    let rows = Rows::of(conn, &catalogue::living(tables));
    let report = objects::migrate(conn).unwrap();
    assert!(
        matches!(report.outcome, Outcome::Adopted { .. }),
        "{report}"
    );
    assert!(report.warnings.is_empty(), "{report}");
    assert_same(&catalogue::objects(4), &live::tables(conn), Order::Any);
    assert_eq!(live::stamp(conn), 4);
    assert_eq!(live::complaints(conn), <Vec<String>>::new());
    rows.assert_kept(conn, catalogue::becomes);
}

#[test]
fn a_legacy_file_is_adopted_with_every_row() {
    for tables in [catalogue::legacy(), catalogue::older_still()] {
        let file = Fixture::with(objects::FILE, &tables);
        assert_adopted(&file.connect(), &tables);
    }
}

#[test]
fn with_foreign_keys_on_as_well() {
    for tables in [catalogue::legacy(), catalogue::older_still()] {
        let file = Fixture::with(objects::FILE, &tables);
        let conn = file.connect();
        fixture::foreign_keys(&conn, true);
        assert_adopted(&conn, &tables);
        assert_eq!(live::number(&conn, "PRAGMA foreign_keys"), 1);
    }
}

#[test]
fn in_memory_as_well() {
    for tables in [catalogue::legacy(), catalogue::older_still()] {
        let conn = Connection::open_in_memory().unwrap();
        fixture::foreign_keys(&conn, false);
        fixture::write(&conn, &tables);
        assert_adopted(&conn, &tables);
    }
}

#[test]
fn in_wal_mode_as_well() {
    let tables = catalogue::legacy();
    let file = Fixture::with(objects::FILE, &tables);
    let conn = file.connect();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    assert_adopted(&conn, &tables);
    let mode: String = conn
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn with_old_style_renames_switched_on_as_well() {
    let tables = catalogue::older_still();
    let file = Fixture::with(objects::FILE, &tables);
    let conn = file.connect();
    conn.pragma_update(None, "legacy_alter_table", true)
        .unwrap();
    assert_adopted(&conn, &tables);
    assert_eq!(live::number(&conn, "PRAGMA legacy_alter_table"), 1);
}

#[test]
fn every_cascade_works_afterwards() {
    let tables = catalogue::older_still();
    let file = Fixture::with(objects::FILE, &tables);
    objects::migrate(&file.connect()).unwrap();
    for table in catalogue::objects(4) {
        for key in &table.foreign_keys {
            assert_cascades(&file.connect(), &table, &key.column);
        }
    }
}

/// Deletes one parent, sees its children go and no others, and takes it back.
fn assert_cascades(conn: &Connection, table: &Table, column: &str) {
    let key = table.foreign_key(column).unwrap();
    let child = &table.name;
    let all = format!("SELECT count(*) FROM {child}");
    let before = live::number(conn, &all);
    fixture::foreign_keys(conn, true);
    conn.execute_batch("BEGIN").unwrap();
    let deleted = conn.execute(
        &format!("DELETE FROM {} WHERE {} = 'key 1'", key.table, key.parent),
        [],
    );
    assert_eq!(deleted.unwrap(), 1, "{}", key.table);
    assert_eq!(
        live::number(conn, &format!("{all} WHERE {column} = 'key 1'")),
        0,
        "{child}.{column}"
    );
    assert_eq!(live::number(conn, &all), before - 1, "{child}.{column}");
    conn.execute_batch("ROLLBACK").unwrap();
}

#[test]
fn ids_of_the_history_are_never_handed_out_again() {
    let file = Fixture::with(objects::FILE, &catalogue::legacy());
    let conn = file.connect();
    conn.execute_batch("DELETE FROM db_forge_history").unwrap();
    objects::migrate(&conn).unwrap();
    conn.execute_batch(
        "INSERT INTO db_agent_history (agent_id, session_date, entry) VALUES ('key 1', '2024-01-01', '…')",
    )
    .unwrap();
    assert_eq!(live::number(&conn, "SELECT id FROM db_agent_history"), 5);
}

#[test]
fn the_listed_indexes_and_dead_tables_are_gone() {
    let file = Fixture::with(objects::FILE, &catalogue::older_still());
    let conn = file.connect();
    objects::migrate(&conn).unwrap();
    let (tables, indexes) = (live::table_names(&conn), live::index_names(&conn));
    assert!(
        catalogue::dead_tables()
            .iter()
            .all(|name| !tables.contains(name)),
        "{tables:?}"
    );
    assert!(
        catalogue::legacy_indexes()
            .iter()
            .all(|name| !indexes.contains(name)),
        "{indexes:?}"
    );
}

#[test]
fn the_demonstration_is_adopted() {
    let file = Fixture::new(objects::FILE);
    wavestore::demo::write_legacy(&file.path()).unwrap();
    assert_adopted(&file.connect(), &catalogue::older_still());
}

#[test]
fn a_file_without_the_dead_tables_is_adopted() {
    let tables = catalogue::living(&catalogue::legacy());
    let file = Fixture::with(objects::FILE, &tables);
    assert_adopted(&file.connect(), &tables);
}

#[test]
fn a_legacy_file_that_lacks_tables_gets_them() {
    let mut tables = catalogue::legacy();
    tables.retain(|table| !table.name.starts_with("db_drone_") && table.name != "db_temp");
    let file = Fixture::with(objects::FILE, &tables);
    assert_adopted(&file.connect(), &tables);
}

#[test]
fn an_unstamped_file_is_recognised_by_its_shape() {
    for version in 1..=4 {
        let tables = catalogue::objects(version);
        let file = Fixture::with(objects::FILE, &tables);
        assert_adopted(&file.connect(), &tables);
    }
}

#[test]
fn a_file_ahead_of_its_stamp_is_brought_to_the_newest() {
    for (shape, stamp) in [(4, 1), (4, 2), (4, 3), (3, 1), (3, 2), (2, 1)] {
        let tables = catalogue::objects(shape);
        let file = Fixture::with(objects::FILE, &tables);
        let conn = file.connect();
        conn.pragma_update(None, "user_version", stamp).unwrap();
        let rows = Rows::of(&conn, &tables);

        objects::migrate(&conn).unwrap();
        assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Any);
        assert_eq!(live::stamp(&conn), 4);
        rows.assert_kept(&conn, str::to_owned);
    }
}

#[test]
fn adoption_alone_renames_and_drops_and_no_more() {
    let tables = catalogue::older_still();
    let file = Fixture::with(objects::FILE, &tables);
    let conn = file.connect();
    let rows = Rows::of(&conn, &catalogue::living(&tables));
    objects::adopt(&conn).unwrap();
    rows.assert_kept(&conn, catalogue::becomes);
    let names = live::table_names(&conn);
    for (old, new) in catalogue::legacy_renames() {
        assert!(
            !names.contains(&old) && names.contains(&new),
            "{old} => {new}: {names:?}"
        );
    }
    assert!(
        catalogue::dead_tables()
            .iter()
            .all(|name| !names.contains(name)),
        "{names:?}"
    );
    assert!(
        !names.contains(&"db_agents".to_owned()),
        "adoption alone upgrades nothing: {names:?}"
    );
    assert_adopted(&conn, &live::tables(&conn));
}
