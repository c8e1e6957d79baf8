//! Files that are current, newer, or somebody else's keep every byte.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::fs;

use rusqlite_schema::{Drift, Error, Options, Outcome, Report, rusqlite::Connection};
use support::{Fixture, Snapshot, catalogue, live};
use wavestore::{filestore, objects, sagas};

#[test]
fn a_second_run_changes_no_byte() {
    type Run = fn(&Connection) -> rusqlite_schema::Result<Report>;
    let stores: [(&str, Run); 3] = [
        (objects::FILE, objects::migrate),
        (filestore::FILE, filestore::migrate),
        (sagas::FILE, sagas::migrate),
    ];
    for (name, migrate) in stores {
        let file = Fixture::new(name);
        migrate(&file.connect()).unwrap();
        let bytes = Snapshot::of(file.folder());
        let report = migrate(&file.connect()).unwrap();
        assert!(matches!(report.outcome, Outcome::Current), "{report}");
        bytes.assert_unchanged(file.folder());
    }
}

#[test]
fn a_second_run_after_an_adoption_changes_no_byte() {
    for tables in [catalogue::legacy(), catalogue::older_still()] {
        let file = Fixture::with(objects::FILE, &tables);
        objects::migrate(&file.connect()).unwrap();
        let bytes = Snapshot::of(file.folder());
        let report = objects::migrate(&file.connect()).unwrap();
        assert!(matches!(report.outcome, Outcome::Current), "{report}");
        assert!(report.warnings.is_empty(), "{report}");
        bytes.assert_unchanged(file.folder());
    }
}

#[test]
fn a_second_run_after_an_upgrade_changes_no_byte() {
    for version in 1..=3 {
        let file = Fixture::new(objects::FILE);
        objects::create_at(&file.connect(), version).unwrap();
        objects::open(file.path()).unwrap();
        let bytes = Snapshot::of(file.folder());
        objects::open(file.path()).unwrap();
        bytes.assert_unchanged(file.folder());
    }
}

#[test]
fn adoption_of_a_current_file_changes_no_byte() {
    let file = Fixture::new(objects::FILE);
    objects::migrate(&file.connect()).unwrap();
    let bytes = Snapshot::of(file.folder());
    objects::adopt(&file.connect()).unwrap();
    bytes.assert_unchanged(file.folder());
}

#[test]
fn adoption_of_an_empty_file_changes_no_byte() {
    let file = Fixture::new(objects::FILE);
    fs::write(file.path(), "").unwrap();
    objects::adopt(&file.connect()).unwrap();
    assert_eq!(fs::read(file.path()).unwrap(), b"");
}

#[test]
fn a_file_of_another_application_is_not_ours() {
    let file = Fixture::new(objects::FILE);
    let sql = "CREATE TABLE notes (body TEXT); INSERT INTO notes VALUES ('mine');";
    file.connect().execute_batch(sql).unwrap();
    let bytes = Snapshot::of(file.folder());

    let error = objects::migrate(&file.connect()).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
    assert!(error.to_string().contains("notes"), "{error}");
    let error = objects::open(file.path()).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
    bytes.assert_unchanged(file.folder());
}

#[test]
fn a_stamped_file_of_another_application_has_another_history() {
    for stamp in 1..=3 {
        let file = Fixture::new(objects::FILE);
        let sql = format!("CREATE TABLE notes (body TEXT); PRAGMA user_version = {stamp}");
        file.connect().execute_batch(&sql).unwrap();
        let bytes = Snapshot::of(file.folder());
        let error = objects::migrate(&file.connect()).unwrap_err();
        assert!(
            matches!(error, Error::AnotherHistory { .. } | Error::NotOurs { .. }),
            "{error}"
        );
        bytes.assert_unchanged(file.folder());
    }
}

/// One of the three databases under another's name: all are stamped with small numbers.
#[test]
fn a_sister_database_is_not_ours() {
    type Run = fn(&mut Connection, &Options) -> rusqlite_schema::Result<Report>;
    let stores: [(i64, Run); 3] = [
        (objects::VERSION, objects::migrate_with),
        (filestore::VERSION, filestore::migrate_with),
        (sagas::VERSION, sagas::migrate_with),
    ];
    for (written, (_, write)) in stores.iter().enumerate() {
        for (opened, (version, open)) in stores.iter().enumerate() {
            for drift in [Drift::Report, Drift::Refuse, Drift::Repair] {
                let file = Fixture::new("sister.db");
                write(&mut file.connect(), &Options::default()).unwrap();
                file.connect()
                    .pragma_update(None, "user_version", version)
                    .unwrap();
                let bytes = Snapshot::of(file.folder());
                let outcome = open(&mut file.connect(), &Options::default().drift(drift));
                match outcome {
                    Ok(report) => assert!(written == opened, "{report}"),
                    Err(error) => assert!(matches!(error, Error::NotOurs { .. }), "{error}"),
                }
                bytes.assert_unchanged(file.folder());
            }
        }
    }
}

#[track_caller]
fn assert_too_new(error: &Error) {
    assert!(
        matches!(
            error,
            Error::TooNew {
                found: 5,
                newest: 4,
                ..
            }
        ),
        "{error}"
    );
    let text = error.to_string();
    assert!(
        text.contains('5') && text.contains('4') && text.contains("help:"),
        "{text}"
    );
}

#[test]
fn a_newer_file_is_refused_as_it_is() {
    let file = Fixture::with(objects::FILE, &catalogue::objects(4));
    file.connect()
        .pragma_update(None, "user_version", 5)
        .unwrap();
    let bytes = Snapshot::of(file.folder());
    assert_too_new(&objects::migrate(&file.connect()).unwrap_err());
    assert_too_new(&objects::adopt(&file.connect()).unwrap_err());
    assert_too_new(&objects::open(file.path()).unwrap_err());
    bytes.assert_unchanged(file.folder());
}

/// A newer file as a crash would leave it: its newest pages are in the log only.
fn crashed_newer_file() -> Fixture {
    let running = Fixture::with(objects::FILE, &catalogue::objects(4));
    let conn = running.connect();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.execute_batch(
        "PRAGMA user_version = 5; INSERT INTO db_temp (oid, data) VALUES ('late', '{}')",
    )
    .unwrap();

    let crashed = Fixture::new(objects::FILE);
    for name in ["objects.db", "objects.db-wal"] {
        fs::copy(running.folder().join(name), crashed.folder().join(name)).unwrap();
    }
    assert!(
        fs::metadata(crashed.folder().join("objects.db-wal"))
            .unwrap()
            .len()
            > 0
    );
    crashed
}

#[test]
fn the_log_of_a_newer_file_is_not_checkpointed() {
    let file = crashed_newer_file();
    let bytes = Snapshot::of(file.folder());
    assert_too_new(&objects::open(file.path()).unwrap_err());
    bytes.assert_unchanged(file.folder());

    let conn = file.connect();
    assert_too_new(&objects::migrate(&conn).unwrap_err());
    // Closing the caller's own connection would checkpoint, and that is the caller's affair.
    bytes.assert_unchanged(file.folder());
}

#[test]
fn a_newer_file_that_is_in_use_is_refused_as_it_is() {
    let file = Fixture::with(objects::FILE, &catalogue::objects(4));
    let user = file.connect();
    user.pragma_update(None, "journal_mode", "wal").unwrap();
    user.pragma_update(None, "user_version", 5).unwrap();
    let bytes = Snapshot::of(file.folder());
    assert_too_new(&objects::open(file.path()).unwrap_err());
    assert_too_new(&objects::migrate(&file.connect()).unwrap_err());
    bytes.assert_unchanged(file.folder());
    assert_eq!(live::stamp(&user), 5);
}

#[test]
fn a_current_file_in_wal_mode_keeps_its_bytes() {
    let file = Fixture::new(objects::FILE);
    let user = file.connect();
    user.pragma_update(None, "journal_mode", "wal").unwrap();
    objects::migrate(&user).unwrap();
    let bytes = Snapshot::of(file.folder());
    objects::migrate(&file.connect()).unwrap();
    objects::open(file.path()).unwrap();
    bytes.assert_unchanged(file.folder());
}
