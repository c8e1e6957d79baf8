//! `migrate` with files of drafts and of other branches, and with copies of former runs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{fs, path::Path};

use rusqlite_schema::rusqlite::Connection;
use serde_json::Value;
use support::run;
use tempfile::TempDir;

/// A current `club.db` with two notes, to which something has been done.
fn club(sql: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["migrate", "club.db"]).code, 0);
    let connection = Connection::open(folder.path().join("club.db")).unwrap();
    let rows = "INSERT INTO note VALUES ('1'), ('two')";
    connection.execute_batch(rows).unwrap();
    connection.execute_batch(sql).unwrap();
    folder
}

/// As an earlier draft had it, in which notes were numbers.
const RETYPED: &str = "ALTER TABLE note RENAME TO before;
    CREATE TABLE note (text INTEGER NOT NULL);
    INSERT INTO note SELECT text FROM before;
    DROP TABLE before;";

/// As an earlier draft had it, in which houses had no size.
const SHORTER: &str = "ALTER TABLE house DROP COLUMN size;";

fn json(folder: &TempDir, arguments: &[&str]) -> (Value, i32) {
    let said = run(
        folder.path(),
        &[&["migrate", "club.db", "--json"], arguments].concat(),
    );
    let value: Value = serde_json::from_str(&said.text).unwrap_or_else(|_| panic!("{}", said.text));
    (value[0].clone(), said.code)
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn notes(folder: &TempDir) -> Vec<String> {
    let connection = Connection::open(folder.path().join("club.db")).unwrap();
    let mut statement = connection
        .prepare("SELECT text FROM note ORDER BY 1")
        .unwrap();
    let notes = statement.query_map([], |row| row.get(0)).unwrap();
    notes.map(Result::unwrap).collect()
}

#[test]
fn a_file_is_reshaped_when_that_is_asked_for_and_tried_on_a_copy() {
    let folder = club(RETYPED);
    let bytes = fs::read(folder.path().join("club.db")).unwrap();
    let (refused, code) = json(&folder, &[]);
    assert_eq!(code, 1);
    assert!(
        refused["error"].as_str().unwrap().contains("reshape()"),
        "{refused}"
    );
    let (dry, code) = json(&folder, &["--reshape", "--dry-run"]);
    assert_eq!(
        (dry["outcome"].as_str(), code),
        (Some("reshaped"), 0),
        "{dry}"
    );
    assert_eq!(dry["backup"], Value::Null);
    assert!(!dry["steps"].as_array().unwrap().is_empty());
    assert!(
        dry["warnings"][0]
            .as_str()
            .unwrap()
            .starts_with("left out: `sql"),
        "{dry}"
    );
    assert_eq!(names(folder.path()), ["club.db"]);
    assert_eq!(fs::read(folder.path().join("club.db")).unwrap(), bytes);

    let (done, code) = json(&folder, &["--reshape"]);
    assert_eq!(
        (done["outcome"].as_str(), code),
        (Some("reshaped"), 0),
        "{done}"
    );
    assert!(
        Path::new(done["backup"].as_str().unwrap()).exists(),
        "{done}"
    );
    assert_eq!(notes(&folder), ["1", "two"]);
    let (again, _) = json(&folder, &["--reshape"]);
    assert_eq!(again["outcome"], "current, nothing to do");
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn a_draft_is_completed_and_tried_on_a_copy() {
    let folder = club(SHORTER);
    let bytes = fs::read(folder.path().join("club.db")).unwrap();
    let (dry, code) = json(&folder, &["--drafts", "--dry-run"]);
    assert_eq!(
        (dry["outcome"].as_str(), code),
        (Some("repaired"), 0),
        "{dry}"
    );
    assert_eq!(fs::read(folder.path().join("club.db")).unwrap(), bytes);
    let (done, code) = json(&folder, &["--drafts"]);
    assert_eq!(
        (done["outcome"].as_str(), code),
        (Some("repaired"), 0),
        "{done}"
    );
    assert_eq!(run(folder.path(), &["check", "club.db"]).code, 0);
    assert_eq!(notes(&folder), ["1", "two"]);
}

#[test]
fn both_do_to_other_files_what_a_migration_does() {
    for option in ["--drafts", "--reshape"] {
        let folder = TempDir::new().unwrap();
        let (created, code) = json(&folder, &[option]);
        assert_eq!((created["outcome"].as_str(), code), (Some("created"), 0));
        let (current, code) = json(&folder, &[option]);
        assert_eq!(
            (current["outcome"].as_str(), code),
            (Some("current, nothing to do"), 0)
        );
        assert_eq!(names(folder.path()), ["club.db"]);
    }
}

#[test]
fn only_so_many_copies_stay_and_nothing_of_unfinished_ones() {
    for (options, differs) in [
        (&["--keep", "2", "--reshape"][..], RETYPED),
        (&["--keep", "2"], SHORTER),
        (&["--keep", "2", "--backup"], SHORTER),
    ] {
        let folder = club(differs);
        for name in [
            "club.db.v6.20200101T000000Z.bak",
            "club.db.v6.20210101T000000Z.bak",
            "club.db.v6.20220101T000000Z.2.bak",
            "club.db.v6.20220101T000000Z.bak-77.partial",
            "club.db.v6.20220101T000000Z.bak-77.partial-journal",
            "club.db.mine",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let (done, code) = json(&folder, options);
        assert_eq!(code, 0, "{done}");
        let made = done["backup"].as_str().unwrap();
        let made = Path::new(made).file_name().unwrap().to_str().unwrap();
        let kept = [
            "club.db",
            "club.db.mine",
            "club.db.v6.20220101T000000Z.2.bak",
            made,
        ];
        assert_eq!(names(folder.path()), kept, "{options:?}");
    }
}

#[test]
fn options_that_make_no_sense_together_are_refused() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["migrate", "--keep", "0"][..],
        &["migrate", "--keep", "1", "--dry-run"],
        &["migrate", "--backup", "--dry-run"],
    ] {
        assert_eq!(run(folder.path(), arguments).code, 2, "{arguments:?}");
    }
}
