//! What a program that was killed while it copied a file has left goes with the next run, and what a living
//! one is at work on stays.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::{fs, path::PathBuf, thread, time::Duration};

use rusqlite_schema::{Options, rusqlite::Connection, schema};
use support::{
    Folder, number,
    opener::{self, Opener},
    stamp,
};

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

/// A file of version 1, of some megabytes if it is to be copied for a while.
fn old(rows: i64) -> Folder {
    let folder = Folder::new();
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
               INSERT INTO note SELECT printf('%.2000c', 'x') FROM n";
    connection.execute(sql, [rows]).unwrap();
    folder
}

fn partials(folder: &Folder) -> Vec<String> {
    let names = fs::read_dir(folder.path()).unwrap();
    let names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|it| it.contains(".partial")).collect();
    names.sort();
    names
}

fn own_name(options: Options, folder: &Folder) -> Options {
    options.backup(folder.path().join("copy.db"))
}

#[test]
fn child() {
    opener::serve(|path| Ok(notes::open_with(path, &Options::default().backup_beside())?.1));
}

#[test]
fn named_child() {
    opener::serve(|path| {
        let copy = path.parent().unwrap().join("copy.db");
        Ok(notes::open_with(path, &Options::default().backup(copy))?.1)
    });
}

/// Kills a program while it copies, and says whether something was left.
fn kill(child: &str, folder: &Folder, after: Duration) -> bool {
    let warm = old(1);
    let mut opener = Opener::start_as(child);
    opener.ask(&warm.file());
    opener.answer();
    opener.ask(&folder.file());
    while partials(folder).is_empty() && folder.path().join("file.db").exists() {
        let is_over = fs::read_dir(folder.path()).unwrap().count() > 2;
        if is_over {
            break;
        }
    }
    thread::sleep(after);
    opener.kill();
    !partials(folder).is_empty()
}

#[test]
fn nothing_stays_of_a_copy_that_was_not_finished() {
    let mut left = 0;
    for round in 0..24_u64 {
        let is_named = round % 2 == 1;
        let child = if is_named { "named_child" } else { "child" };
        let folder = old(4000);
        left += u64::from(kill(child, &folder, Duration::from_micros(round * 300)));
        let options = Options::default().keep_backups(1);
        let options = if is_named {
            // A copy that was finished has the name that this one is to get.
            drop(fs::remove_file(folder.path().join("copy.db")));
            own_name(options, &folder)
        } else {
            options.backup_beside()
        };
        let (connection, report) = notes::open_with(folder.file(), &options).unwrap();
        assert_eq!(stamp(&connection), 2);
        if report.backup.is_some() {
            assert_eq!(partials(&folder), [""; 0], "round {round}");
        }
    }
    assert!(left > 0, "no copy was left unfinished");
    println!("{left} of 24 copies were left unfinished");
}

/// Makes files, and runs an upgrade that is to be called `copy.db` or beside the file.
fn upgraded(names: &[&str], is_named: bool) -> Vec<String> {
    let folder = old(1);
    for name in names {
        fs::write(folder.path().join(name), "copy").unwrap();
    }
    let options = Options::default();
    let options = if is_named {
        own_name(options, &folder)
    } else {
        options.backup_beside()
    };
    let (_, report) = notes::open_with(folder.file(), &options).unwrap();
    assert!(report.backup.unwrap().exists());
    partials(&folder)
}

/// The number of no process: Linux has none beyond 2²².
const DEAD: &str = "4194399";

#[test]
fn a_copy_of_this_file_is_nobody_elses_whatever_process_it_names() {
    let time = "file.db.v1.20200101T000000Z";
    let own = std::process::id();
    let left = [
        format!("{time}.bak-1.partial"),
        format!("{time}.bak-1.partial-journal"),
        format!("{time}.bak-{own}.partial"),
        format!("{time}.2.bak-{DEAD}.partial-wal"),
    ];
    let others = [
        "file.db.v1.20200101T000000Z.bak-77.partial.mine",
        "file.db.v1.20200101T000000Z.bak-one.partial",
        "other.db.v1.20200101T000000Z.bak-77.partial",
    ];
    let mut names: Vec<&str> = left.iter().map(String::as_str).collect();
    names.extend(others);
    assert_eq!(upgraded(&names, false), others);
}

#[test]
#[cfg(target_os = "linux")]
fn a_copy_of_another_name_stays_as_long_as_its_process_lives() {
    let dead = [
        format!("copy.db-{DEAD}.partial"),
        format!("copy.db-{DEAD}.partial-journal"),
    ];
    let living = ["copy.db-1.partial", "copy.db-1.partial-journal"];
    let mut names: Vec<&str> = dead.iter().map(String::as_str).collect();
    names.extend(living);
    assert_eq!(upgraded(&names, true), living);
}

#[test]
fn a_copy_that_another_machine_is_at_work_on_stays() {
    let folder = old(1);
    let name = format!("copy.db-{DEAD}.partial");
    let path: PathBuf = folder.path().join(&name);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE t (x); BEGIN EXCLUSIVE")
        .unwrap();
    let options = own_name(Options::default(), &folder);
    notes::open_with(folder.file(), &options).unwrap();
    assert!(path.exists());
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    fs::remove_file(folder.path().join("copy.db")).unwrap();
    folder
        .connect()
        .execute_batch("PRAGMA user_version = 1")
        .unwrap();
    notes::open_with(folder.file(), &options).unwrap();
    assert_eq!(partials(&folder), [""; 0]);
    assert_eq!(number(&folder.connect(), "SELECT count(*) FROM note"), 1);
}
