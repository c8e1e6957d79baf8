//! A downgrade and a second upgrade leave a table under both its names, and rows in each.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Outcome, Report, rusqlite::Connection};
use support::{
    Fixture, Snapshot, catalogue,
    fixture::{self, Rows},
    live,
    shape::Table,
};
use wavestore::objects;

/// A file of version 4 whose stamp an older program took away, with legacy tables beside the new.
fn after_a_downgrade(legacy: &[Table]) -> Fixture {
    let mut tables = catalogue::objects(4);
    tables.extend(legacy.iter().cloned());
    unchecked(&tables)
}

/// Writes tables whose references may lead nowhere.
fn unchecked(tables: &[Table]) -> Fixture {
    let file = Fixture::new(objects::FILE);
    let conn = file.connect();
    conn.execute_batch("BEGIN").unwrap();
    for table in tables {
        fixture::create(&conn, table);
        for row in 1..=3 {
            fixture::insert(&conn, table, row);
        }
    }
    conn.execute_batch("COMMIT").unwrap();
    file
}

/// Migrates, and sees that both tables stand with every row and every index.
#[track_caller]
fn assert_both_stay(conn: &Connection, legacy: &[Table]) -> Report {
    let renames = catalogue::legacy_renames();
    let pairs: Vec<_> = renames
        .iter()
        .filter(|(old, _)| legacy.iter().any(|table| table.name == *old))
        .collect();
    let of_pairs = |table: &Table| {
        pairs
            .iter()
            .any(|(old, new)| *old == table.name || *new == table.name)
    };
    let before: Vec<_> = live::tables(conn).into_iter().filter(of_pairs).collect();
    let rows = Rows::of(conn, &before);

    let report = objects::migrate(conn).unwrap();
    rows.assert_kept(conn, str::to_owned);
    let indexes = live::index_names(conn);
    for index in legacy.iter().flat_map(|table| &table.indexes) {
        assert!(indexes.contains(&index.name), "{} is gone", index.name);
    }
    for (old, new) in pairs {
        let named =
            |warning: &String| warning.contains(old.as_str()) && warning.contains(new.as_str());
        let mut warnings = report.warnings.iter().map(ToString::to_string);
        assert!(
            warnings.any(|warning| named(&warning)),
            "no warning names {old} and {new}: {report}"
        );
    }
    assert_eq!(live::stamp(conn), 4);
    report
}

#[test]
fn each_pair_stays_after_a_downgrade() {
    for (old, _) in catalogue::legacy_renames() {
        let legacy = [catalogue::legacy_table(&old)];
        let file = after_a_downgrade(&legacy);
        assert_both_stay(&file.connect(), &legacy);
    }
}

#[test]
fn all_pairs_stay_after_a_downgrade() {
    let renames = catalogue::legacy_renames();
    let legacy: Vec<_> = renames
        .iter()
        .map(|(old, _)| catalogue::legacy_table(old))
        .collect();
    let file = after_a_downgrade(&legacy);
    let report = assert_both_stay(&file.connect(), &legacy);
    assert_eq!(report.warnings.len(), renames.len(), "{report}");
}

/// A legacy file in which the newer name of one pair stands as well.
fn half_legacy(new: &str) -> Fixture {
    let mut tables = catalogue::older_still();
    let both = catalogue::objects(1)
        .into_iter()
        .filter(|table| table.name == new);
    tables.extend(both);
    unchecked(&tables)
}

#[test]
fn each_pair_without_children_stays_in_a_legacy_file() {
    let parents = ["db_forge_agents", "db_identities"];
    let renames = catalogue::legacy_renames();
    for (old, new) in renames
        .iter()
        .filter(|(old, _)| !parents.contains(&old.as_str()))
    {
        assert_both_stay(&half_legacy(new).connect(), &[catalogue::legacy_table(old)]);
    }
}

#[test]
fn a_pair_of_definitions_stays_in_a_legacy_file() {
    let file = half_legacy("db_agent_definitions");
    assert_both_stay(
        &file.connect(),
        &[catalogue::legacy_table("db_forge_agents")],
    );
}

#[test]
fn a_pair_of_bundles_stays_in_a_legacy_file() {
    let file = half_legacy("db_identity_bundles");
    assert_both_stay(&file.connect(), &[catalogue::legacy_table("db_identities")]);
}

#[test]
fn a_second_run_leaves_the_pair_alone() {
    let files = [
        after_a_downgrade(&[catalogue::legacy_table("db_forge_agents")]),
        half_legacy("db_agent_definitions"),
        half_legacy("db_identity_bundles"),
    ];
    for file in files {
        objects::migrate(&file.connect()).unwrap();
        let bytes = Snapshot::of(file.folder());
        let report = objects::migrate(&file.connect()).unwrap();
        assert!(matches!(report.outcome, Outcome::Current), "{report}");
        bytes.assert_unchanged(file.folder());
    }
}

#[test]
fn a_pair_in_a_current_file_stays() {
    let legacy = [catalogue::legacy_table("db_memories")];
    let file = after_a_downgrade(&legacy);
    file.connect()
        .pragma_update(None, "user_version", 4)
        .unwrap();
    let bytes = Snapshot::of(file.folder());
    objects::migrate(&file.connect()).unwrap();
    bytes.assert_unchanged(file.folder());
}
