//! The program, as one runs it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{
    path::Path,
    process::{Command, Output},
};

use rusqlite_schema::rusqlite::Connection;
use support::{Order, Snapshot, catalogue, live, shape::assert_same};

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wavestore"));
    command
        .args(arguments)
        .arg(folder.join("data"))
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn it_creates_the_three_files_and_then_leaves_them_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = stdout(&run(&[], folder.path()));
    assert!(text.contains("created"), "{text}");
    let data = folder.path().join("data");
    let conn = Connection::open(data.join("objects.db")).unwrap();
    assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Exact);
    drop(conn);

    let bytes = Snapshot::of(&data);
    let text = stdout(&run(&[], folder.path()));
    assert!(text.contains("current"), "{text}");
    bytes.assert_unchanged(&data);
}

#[test]
fn it_shows_an_adoption() {
    let folder = tempfile::tempdir().unwrap();
    let text = stdout(&run(&["--demo"], folder.path()));
    for words in [
        "adopted",
        "db_forge_agents",
        "db_agent_definitions",
        "version 4",
    ] {
        assert!(text.contains(words), "no `{words}` in:\n{text}");
    }
    let conn = Connection::open(folder.path().join("data/objects.db")).unwrap();
    assert_same(&catalogue::objects(4), &live::tables(&conn), Order::Any);
}

#[test]
fn it_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    stdout(&run(&[], folder.path()));
    let bytes = Snapshot::of(&folder.path().join("data"));
    let output = run(&["--demo"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("objects.db") && text.contains("help:"),
        "{text}"
    );
    bytes.assert_unchanged(&folder.path().join("data"));
}

#[test]
fn it_says_what_to_do_about_a_newer_file() {
    let folder = tempfile::tempdir().unwrap();
    stdout(&run(&[], folder.path()));
    let conn = Connection::open(folder.path().join("data/objects.db")).unwrap();
    conn.pragma_update(None, "user_version", 9).unwrap();
    drop(conn);
    let output = run(&[], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("objects.db") && text.contains("help:"),
        "{text}"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("sagas.db"),
        "the other files are opened all the same: {text}"
    );
}
