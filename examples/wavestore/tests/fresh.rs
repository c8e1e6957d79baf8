//! A fresh file is the catalogue, and so is a file that began at an older version.

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
    shape::assert_same,
};
use wavestore::{filestore, objects, sagas};

#[test]
fn a_fresh_file_is_the_catalogue() {
    let file = Fixture::new(objects::FILE);
    let conn = objects::open(file.path()).unwrap();
    assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Exact);
    assert_eq!(live::stamp(&conn), 4);
    assert_eq!(live::complaints(&conn), <Vec<String>>::new());
}

#[test]
fn a_fresh_file_counts_as_the_catalogue_does() {
    let conn = Connection::open_in_memory().unwrap();
    objects::migrate(&conn).unwrap();
    let tables = live::tables(&conn);
    assert_eq!(tables.len(), 20);
    assert_eq!(
        tables
            .iter()
            .map(|table| table.columns.len())
            .sum::<usize>(),
        151
    );
    assert_eq!(
        tables
            .iter()
            .map(|table| table.foreign_keys.len())
            .sum::<usize>(),
        9
    );
    assert_eq!(live::index_names(&conn).len(), 18);
}

#[test]
fn the_other_stores_are_their_catalogue() {
    let conn = Connection::open_in_memory().unwrap();
    let report = filestore::migrate(&conn).unwrap();
    assert!(matches!(report.outcome, Outcome::Created), "{report}");
    assert_same(
        &catalogue::other(filestore::FILE),
        &live::tables(&conn),
        Order::Exact,
    );

    let conn = Connection::open_in_memory().unwrap();
    sagas::migrate(&conn).unwrap();
    assert_same(
        &catalogue::other(sagas::FILE),
        &live::tables(&conn),
        Order::Exact,
    );
}

#[test]
fn the_statements_of_the_newest_shape_make_the_catalogue() {
    let conn = Connection::open_in_memory().unwrap();
    conn.execute_batch(objects::DDL).unwrap();
    conn.execute_batch(objects::DDL).unwrap();
    assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Exact);
}

#[test]
fn each_version_can_be_created() {
    for version in 1..=4 {
        let conn = Connection::open_in_memory().unwrap();
        objects::create_at(&conn, version).unwrap();
        assert_same(
            &catalogue::objects(version),
            &live::tables(&conn),
            Order::Exact,
        );
        assert_eq!(live::stamp(&conn), version);
    }
}

#[test]
fn each_version_upgrades_to_the_catalogue() {
    for version in 1..=3 {
        let conn = Connection::open_in_memory().unwrap();
        objects::create_at(&conn, version).unwrap();
        let report = objects::migrate(&conn).unwrap();
        assert!(
            matches!(report.outcome, Outcome::Upgraded { from, .. } if from == version),
            "{report}"
        );
        assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Exact);
        assert_eq!(live::stamp(&conn), 4);
    }
}

#[test]
fn an_upgrade_keeps_every_row() {
    for version in 1..=3 {
        let tables = catalogue::objects(version);
        let file = Fixture::with(objects::FILE, &tables);
        let conn = file.connect();
        conn.pragma_update(None, "user_version", version).unwrap();
        let rows = Rows::of(&conn, &tables);

        objects::migrate(&conn).unwrap();
        rows.assert_kept(&conn, str::to_owned);
        assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Exact);
        assert_eq!(live::complaints(&conn), <Vec<String>>::new());
    }
}

#[test]
fn columns_that_came_later_read_zero_in_old_rows() {
    let tables = catalogue::objects(1);
    let file = Fixture::with(objects::FILE, &tables);
    let conn = file.connect();
    conn.pragma_update(None, "user_version", 1).unwrap();
    objects::migrate(&conn).unwrap();
    let sql = "SELECT count(*) FROM db_agent_definitions WHERE updated_at = 0 AND user_hidden = 0";
    assert_eq!(
        live::number(&conn, sql),
        live::number(&conn, "SELECT count(*) FROM db_agent_definitions")
    );
}

#[test]
fn foreign_keys_on_make_no_difference() {
    for on in [false, true] {
        let file = Fixture::new(objects::FILE);
        let conn = file.connect();
        fixture::foreign_keys(&conn, on);
        objects::create_at(&conn, 1).unwrap();
        objects::migrate(&conn).unwrap();
        assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Exact);
        assert_eq!(live::number(&conn, "PRAGMA foreign_keys"), i64::from(on));
    }
}
