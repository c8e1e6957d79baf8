//! What only the file has is told after every outcome, and so is a legacy table that stands beside what
//! became of it.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{Drift, Options, Outcome, Report, Warning, rusqlite::Connection, schema};
use support::{Folder, number};

schema! {
    /// Books, which were volumes before the history.
    pub schema shop in "shop.db" {
        history {
            /// Files without a number.
            legacy { rename volume => book; }
            /// Books.
            version 1 sealed "2:9cd7e6955aecfd08";
            /// Works.
            version 2 sealed "2:1f81275b222f247c" { rename book => work; }
            /// Works have pages.
            version 3 sealed "2:f4ae781a56718199";
        }
        table work as Work { id: i64 primary key, title: String, pages: i64 = 0 since 3, index by_title (title) }
        virtual table search since 3 using "fts5(title)";
        view titles "SELECT title FROM work";
    }
}

/// Everything of the file's own.
const OWN: &str = "CREATE TABLE own (x);
    CREATE VIEW mine AS SELECT x FROM own;
    CREATE TRIGGER ours AFTER INSERT ON own BEGIN DELETE FROM own; END;
    CREATE TABLE Volume (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
    INSERT INTO volume (title) VALUES ('of an older program');";

fn file(version: i64, sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    shop::create_at(&conn, version).unwrap();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

#[track_caller]
fn is_told(report: &Report, column: bool) {
    let mut told: Vec<String> = report.undeclared.iter().map(ToString::to_string).collect();
    told.sort_unstable();
    let mut all = vec![
        "table `Volume` is not declared",
        "table `own` is not declared",
        "trigger `ours` is not declared",
        "view `mine` is not declared",
    ];
    if column {
        all.insert(0, "column `work.note` is not declared");
    }
    assert_eq!(told, all, "{report}");
    let is_both = |it: &&Warning| matches!(it, Warning::BothNames { legacy, current } if legacy == "volume" && current == "work");
    assert_eq!(
        report.warnings.iter().filter(is_both).count(),
        1,
        "{report}"
    );
}

#[test]
fn after_an_upgrade_and_on_every_start_thereafter() {
    for version in 1..=3 {
        let (_folder, conn) = file(version, OWN);
        let table = if version == 1 { "book" } else { "work" };
        conn.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN note TEXT"))
            .unwrap();
        let report = shop::migrate(&conn).unwrap();
        let outcome = match version {
            3 => Outcome::Current,
            from => Outcome::Upgraded { from },
        };
        assert_eq!(report.outcome, outcome);
        is_told(&report, true);
        is_told(&shop::migrate(&conn).unwrap(), true);
        assert_eq!(number(&conn, "SELECT count(*) FROM volume"), 1);
    }
}

#[test]
fn after_an_adoption_of_what_stands() {
    for version in 1..=3 {
        let (_folder, conn) = file(version, OWN);
        conn.execute_batch("PRAGMA user_version = 0").unwrap();
        let report = shop::migrate(&conn).unwrap();
        assert!(
            matches!(report.outcome, Outcome::Adopted { .. }),
            "{report}"
        );
        is_told(&report, false);
    }
}

#[test]
fn after_a_repair_and_after_reshaping() {
    for options in [
        Options::default().drift(Drift::Repair),
        Options::default().reshape(),
    ] {
        let (_folder, mut conn) = file(3, OWN);
        conn.execute_batch("DROP INDEX by_title").unwrap();
        let report = shop::migrate_with(&mut conn, &options).unwrap();
        assert!(
            matches!(report.outcome, Outcome::Repaired | Outcome::Reshaped),
            "{report}"
        );
        is_told(&report, false);
    }
}

#[test]
fn by_the_typed_steps() {
    let (_folder, conn) = file(1, OWN);
    let at = shop::v1_to_v2(shop::begin::<1>(&conn).unwrap()).unwrap();
    let report = shop::finish(shop::v2_to_v3(at).unwrap()).unwrap();
    is_told(&report, false);
}

#[test]
fn a_new_file_has_nothing_of_its_own() {
    let report = shop::migrate(&Connection::open_in_memory().unwrap()).unwrap();
    assert!(
        report.undeclared.is_empty() && report.warnings.is_empty(),
        "{report}"
    );
}

#[test]
fn nothing_is_told_twice_of_a_legacy_table_that_is_renamed() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch("CREATE TABLE volume (id INTEGER PRIMARY KEY, title TEXT NOT NULL)")
        .unwrap();
    let report = shop::migrate(&conn).unwrap();
    assert!(
        !report
            .warnings
            .iter()
            .any(|it| matches!(it, Warning::BothNames { .. })),
        "{report}"
    );
    assert!(report.undeclared.is_empty(), "{report}");
}
