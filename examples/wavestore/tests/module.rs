//! The module `migrations` is what applications have today, name by name.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::error::Error as _;

use rusqlite_schema::rusqlite::Connection;
use support::{
    Fixture, Order, Snapshot, catalogue,
    fixture::{self, Rows},
    live,
    shape::assert_same,
};
use wavestore::migrations::{
    self, Error, adopt_legacy_table_names, check_schema_compat, run_filestore_migrations,
    run_object_schema, run_saga_log_migrations, stamp_version,
};

/// The three calls that an application makes at every start.
fn start(conn: &Connection) -> migrations::Result<()> {
    let version = migrations::OBJECT_SCHEMA_VERSION;
    check_schema_compat(conn, version, "objects.db")?;
    run_object_schema(conn)?;
    stamp_version(conn, version)
}

#[test]
fn the_constants_are_those_of_the_catalogue() {
    assert_eq!(migrations::OBJECT_SCHEMA_VERSION, 4);
    assert_eq!(migrations::FILESTORE_SCHEMA_VERSION, 1);
    assert_eq!(migrations::SAGA_LOG_SCHEMA_VERSION, 1);
    assert_eq!(migrations::WSTORE_OTYPES, catalogue::otypes());
    let renames = catalogue::legacy_renames();
    let renames: Vec<_> = renames
        .iter()
        .map(|(old, new)| (old.as_str(), new.as_str()))
        .collect();
    assert_eq!(migrations::LEGACY_TABLE_RENAMES, renames);
    assert_eq!(migrations::LEGACY_INDEX_DROPS, catalogue::legacy_indexes());
    assert_eq!(migrations::DEAD_TABLE_DROPS, catalogue::dead_tables());
}

#[test]
fn an_application_starts_on_any_file() {
    let files = [
        catalogue::legacy(),
        catalogue::older_still(),
        catalogue::objects(1),
        catalogue::objects(4),
        vec![],
    ];
    for (tables, on) in files
        .iter()
        .flat_map(|tables| [(tables, false), (tables, true)])
    {
        let file = Fixture::with("objects.db", tables);
        let conn = file.connect();
        fixture::foreign_keys(&conn, on);
        start(&conn).unwrap();
        assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Any);
        assert_eq!(live::stamp(&conn), 4);
        drop(conn);

        let bytes = Snapshot::of(file.folder());
        start(&file.connect()).unwrap();
        bytes.assert_unchanged(file.folder());
    }
}

#[test]
fn the_other_stores_start_as_well() {
    let conn = Connection::open_in_memory().unwrap();
    check_schema_compat(&conn, migrations::FILESTORE_SCHEMA_VERSION, "filestore.db").unwrap();
    run_filestore_migrations(&conn).unwrap();
    stamp_version(&conn, migrations::FILESTORE_SCHEMA_VERSION).unwrap();
    assert_same(
        &catalogue::other("filestore.db"),
        &live::tables(&conn),
        Order::Exact,
    );
    assert_eq!(live::stamp(&conn), 1);

    let conn = Connection::open_in_memory().unwrap();
    check_schema_compat(&conn, migrations::SAGA_LOG_SCHEMA_VERSION, "sagas.db").unwrap();
    run_saga_log_migrations(&conn).unwrap();
    stamp_version(&conn, migrations::SAGA_LOG_SCHEMA_VERSION).unwrap();
    assert_same(
        &catalogue::other("sagas.db"),
        &live::tables(&conn),
        Order::Exact,
    );
    assert_eq!(live::stamp(&conn), 1);
}

#[test]
fn adoption_alone_keeps_every_row() {
    let tables = catalogue::older_still();
    let file = Fixture::with("objects.db", &tables);
    let conn = file.connect();
    let rows = Rows::of(&conn, &catalogue::living(&tables));
    adopt_legacy_table_names(&conn).unwrap();
    rows.assert_kept(&conn, catalogue::becomes);
    assert_eq!(live::stamp(&conn), 0);
}

#[test]
fn adoption_of_a_fresh_or_current_file_is_a_no_op() {
    let conn = Connection::open_in_memory().unwrap();
    adopt_legacy_table_names(&conn).unwrap();
    assert_eq!(live::table_names(&conn), <Vec<String>>::new());

    let file = Fixture::new("objects.db");
    start(&file.connect()).unwrap();
    let bytes = Snapshot::of(file.folder());
    adopt_legacy_table_names(&file.connect()).unwrap();
    bytes.assert_unchanged(file.folder());
}

#[test]
fn a_check_passes_equal_and_smaller_stamps() {
    let file = Fixture::with("objects.db", &catalogue::objects(1));
    for stamp in [0, 1, 3, 4] {
        file.connect()
            .pragma_update(None, "user_version", stamp)
            .unwrap();
        let bytes = Snapshot::of(file.folder());
        check_schema_compat(&file.connect(), 4, "objects.db").unwrap();
        bytes.assert_unchanged(file.folder());
    }
}

#[track_caller]
fn assert_too_new(error: &Error, name: &str) {
    let Error::SchemaTooNew {
        db,
        found: 9,
        expected: 4,
    } = error
    else {
        panic!("{error}");
    };
    assert!(db.contains(name), "{db}");
    assert!(error.source().is_none());
    let text = error.to_string();
    assert!(
        text.contains(name) && text.contains('9') && text.contains('4'),
        "{text}"
    );
    assert!(text.contains("help:"), "{text}");
}

#[test]
fn a_newer_file_is_refused_by_every_function() {
    let file = Fixture::with("objects.db", &catalogue::objects(4));
    file.connect()
        .pragma_update(None, "user_version", 9)
        .unwrap();
    let bytes = Snapshot::of(file.folder());
    assert_too_new(
        &check_schema_compat(&file.connect(), 4, "the label").unwrap_err(),
        "the label",
    );
    assert_too_new(
        &run_object_schema(&file.connect()).unwrap_err(),
        "objects.db",
    );
    assert_too_new(
        &adopt_legacy_table_names(&file.connect()).unwrap_err(),
        "objects.db",
    );
    assert_too_new(
        &stamp_version(&file.connect(), 4).unwrap_err(),
        "objects.db",
    );
    bytes.assert_unchanged(file.folder());
}

#[test]
fn a_stamp_is_written_once() {
    let file = Fixture::with("objects.db", &catalogue::objects(1));
    let mut conn = file.connect();
    stamp_version(&conn, 3).unwrap();
    assert_eq!(live::stamp(&conn), 3);
    let bytes = Snapshot::of(file.folder());
    stamp_version(&conn, 3).unwrap();
    bytes.assert_unchanged(file.folder());

    let transaction = conn.transaction().unwrap();
    stamp_version(&transaction, 4).unwrap();
    transaction.rollback().unwrap();
    assert_eq!(live::stamp(&conn), 3);
    assert!(conn.is_autocommit());
}

/// The application has been released with all of them.
#[test]
fn the_newest_versions_are_sealed() {
    wavestore::objects::check_sealed().unwrap();
    wavestore::filestore::check_sealed().unwrap();
    wavestore::sagas::check_sealed().unwrap();
}
