//! The catalogue and the reporter are tested on each other before anything relies on them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::rusqlite::Connection;
use support::{
    Order, catalogue, fixture, live,
    shape::{Table, assert_same},
};

fn written(tables: &[Table]) -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    fixture::foreign_keys(&conn, false);
    fixture::write(&conn, tables);
    conn
}

#[test]
fn the_reporter_reports_what_the_catalogue_says() {
    let all = [
        catalogue::objects(1),
        catalogue::objects(4),
        catalogue::legacy(),
        catalogue::older_still(),
        catalogue::other("filestore.db"),
        catalogue::other("sagas.db"),
    ];
    for tables in all {
        assert_same(&tables, &live::tables(&written(&tables)), Order::Exact);
    }
}

#[test]
fn the_catalogue_is_read_completely() {
    let tables = catalogue::objects(4);
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
    assert_eq!(
        tables
            .iter()
            .map(|table| table.indexes.len())
            .sum::<usize>(),
        18
    );
    assert_eq!(catalogue::legacy().len(), 23);
    assert_eq!(catalogue::older_still().len(), 23);
    assert_eq!(catalogue::legacy_renames().len(), 7);
    assert_eq!(catalogue::legacy_indexes().len(), 5);
    assert_eq!(catalogue::dead_tables().len(), 4);
    assert_eq!(catalogue::other("filestore.db").len(), 2);
    assert_eq!(catalogue::other("sagas.db").len(), 2);
}

#[test]
fn the_demonstration_writes_the_catalogue_of_older_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("objects.db");
    wavestore::demo::write_legacy(&path).unwrap();

    let conn = Connection::open(&path).unwrap();
    assert_same(
        &catalogue::older_still(),
        &live::tables(&conn),
        Order::Exact,
    );
    assert_eq!(live::complaints(&conn), <Vec<String>>::new());
    assert_eq!(live::stamp(&conn), 0);
    for table in live::table_names(&conn) {
        assert!(
            live::number(&conn, &format!("SELECT count(*) FROM {table}")) > 1,
            "{table}"
        );
    }
}

#[test]
fn the_demonstration_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("objects.db");
    std::fs::write(&path, "mine").unwrap();
    let error = wavestore::demo::write_legacy(&path).unwrap_err();
    assert!(
        matches!(error, wavestore::demo::Error::Exists(_)),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
}
