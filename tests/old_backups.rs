//! Copies of a file from former runs, of which only some stay.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use rusqlite_schema::{Options, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:ba7c391d49fbb713";
            /// Notes are trimmed.
            version 2 { sql "UPDATE note SET text = trim(text)"; }
        }

        table note as Note { text: String }
    }
}

fn old(folder: &Folder) -> Connection {
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    connection
        .execute_batch("INSERT INTO note VALUES (' one')")
        .unwrap();
    connection
}

/// The files of the folder other than the database itself.
fn copies(folder: &Folder) -> Vec<String> {
    let names = fs::read_dir(folder.path()).unwrap();
    let names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|it| it != "file.db").collect();
    names.sort();
    names
}

#[test]
fn only_so_many_stay_and_nothing_else_goes() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    let beside = |name: &str| folder.path().join(format!("file.db.{name}"));
    for name in [
        "v1.20200101T000000Z.bak",
        "v1.20210101T000000Z.bak",
        // The newest by its time, although a name of another length stands before it.
        "v10.20220101T000000Z.bak",
        "v1.20200101T000000Z.bak-77.partial",
        "v1.yesterday.bak",
        "v1.20200101T000000Z.bak.mine",
        "vx.20200101T000000Z.bak",
        "bak",
    ] {
        fs::write(beside(name), "copy").unwrap();
    }
    fs::write(folder.path().join("other.db.v1.20200101T000000Z.bak"), "").unwrap();
    let options = Options::default().backup_beside().keep_backups(2);
    let report = notes::migrate_with(&mut connection, &options).unwrap();
    let made = report.backup.unwrap();
    assert!(made.exists());
    let made = made.file_name().unwrap().to_str().unwrap().to_owned();
    let kept = copies(&folder);
    let expected = [
        "other.db.v1.20200101T000000Z.bak",
        "file.db.bak",
        "file.db.v1.20200101T000000Z.bak.mine",
        "file.db.v1.yesterday.bak",
        "file.db.v10.20220101T000000Z.bak",
        "file.db.vx.20200101T000000Z.bak",
        &made,
    ];
    let mut expected = expected.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(kept, expected);
}

#[test]
fn a_run_that_fails_or_makes_no_copy_leaves_the_others() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    let older = [
        "file.db.v1.20200101T000000Z.bak",
        "file.db.v1.20210101T000000Z.bak",
    ];
    for name in older {
        fs::write(folder.path().join(name), "copy").unwrap();
    }
    connection
        .execute_batch("INSERT INTO note VALUES ('one'); CREATE UNIQUE INDEX own ON note (text)")
        .unwrap();
    let options = Options::default().backup_beside().keep_backups(0);
    notes::migrate_with(&mut connection, &options).unwrap_err();
    assert_eq!(copies(&folder), older);
    connection.execute_batch("DROP INDEX own").unwrap();
    let options = Options::default().keep_backups(0);
    notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(copies(&folder), older);
}

/// Two rows have the same sum at all times, as long as transactions are whole.
#[test]
fn a_copy_is_of_one_moment_also_while_others_write() {
    let folder = Folder::new();
    let mut connection = old(&folder);
    connection
        .execute_batch(
            "PRAGMA journal_mode = wal; CREATE TABLE account (sum INTEGER); INSERT INTO account VALUES (500), (500)",
        )
        .unwrap();
    let mut copy = None;
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let other = folder.connect();
            other.busy_timeout(Duration::from_secs(60)).unwrap();
            while !done.load(Ordering::Acquire) {
                let sql = "BEGIN IMMEDIATE; UPDATE account SET sum = sum - 1 WHERE rowid = 1;
                    UPDATE account SET sum = sum + 1 WHERE rowid = 2; COMMIT";
                other.execute_batch(sql).unwrap();
            }
        });
        connection.busy_timeout(Duration::from_secs(60)).unwrap();
        let outcome = notes::migrate_with(&mut connection, &Options::default().backup_beside());
        done.store(true, Ordering::Release);
        copy = outcome.unwrap().backup;
    });
    let kept = Connection::open(copy.unwrap()).unwrap();
    assert_eq!(number(&kept, "SELECT sum(sum) FROM account"), 1000);
    assert_eq!(stamp(&kept), 1);
}
