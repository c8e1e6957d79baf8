//! What can't be opened is refused by name, and keeps every byte.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{
    fs,
    io::{Read, Seek, SeekFrom, Write},
    time::Duration,
};

use rusqlite_schema::{
    Error, Outcome,
    rusqlite::{Connection, OpenFlags},
    schema,
};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:33243525e2850b73";
            /// Notes can be pinned.
            version 2;
        }

        table note as Note {
            id: i64 primary key,
            body: String,
            pinned: bool = false since 2,

            index idx_note_body (body),
            index idx_note_pinned (pinned, body) since 2,
        }
        view pinned_note "SELECT id, body FROM note";
    }
}

/// A file of version 1 with enough rows for several pages.
fn old() -> Folder {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
               INSERT INTO note (body) SELECT printf('%.100c', 'x') || i FROM n";
    conn.execute_batch(sql).unwrap();
    folder
}

/// Opens the file and sees it refused, with every byte as it was.
#[track_caller]
fn refused(folder: &Folder) -> Error {
    let bytes = folder.snapshot();
    let error = notes::open(folder.file()).unwrap_err();
    bytes.assert_unchanged(folder.path());
    assert!(!error.to_string().is_empty());
    error
}

/// Migrates over a connection and sees it refused, with every byte as it was.
#[track_caller]
fn refused_over(folder: &Folder, conn: &Connection) -> Error {
    let bytes = folder.snapshot();
    let error = notes::migrate(conn).unwrap_err();
    bytes.assert_unchanged(folder.path());
    error
}

#[test]
fn an_empty_file_is_a_new_database() {
    let folder = Folder::new();
    fs::write(folder.file(), "").unwrap();
    let conn = notes::open(folder.file()).unwrap();
    assert_eq!(stamp(&conn), 2);
}

#[test]
fn a_text_file_is_no_database() {
    for text in [
        "x",
        "hi\n",
        "notes, one a line\n",
        &"all work and no play\n".repeat(1000),
    ] {
        let folder = Folder::new();
        fs::write(folder.file(), text).unwrap();
        let error = refused(&folder);
        assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
        assert!(error.to_string().contains("file.db"), "{error}");
    }
}

#[test]
fn a_truncated_database_is_refused() {
    let whole = fs::metadata(old().file()).unwrap().len();
    for length in [whole / 2, whole - 1, whole - 4096, 4096, 1000, 100] {
        let folder = old();
        fs::File::options()
            .write(true)
            .open(folder.file())
            .unwrap()
            .set_len(length)
            .unwrap();
        let error = refused(&folder);
        assert!(
            matches!(error, Error::NotADatabase { .. }),
            "{length} of {whole} bytes: {error:?}"
        );
    }
}

#[test]
fn a_damaged_schema_is_refused() {
    let folder = old();
    let mut file = fs::File::options()
        .read(true)
        .write(true)
        .open(folder.file())
        .unwrap();
    let mut page = vec![0; 4096];
    file.read_exact(&mut page).unwrap();
    let at = page
        .windows(12)
        .position(|bytes| bytes == b"CREATE TABLE")
        .unwrap();
    file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.write_all(b"CREATE TROLL").unwrap();
    drop(file);
    let error = refused(&folder);
    assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
}

#[test]
fn a_directory_is_refused() {
    let folder = Folder::new();
    fs::create_dir(folder.file()).unwrap();
    let error = refused(&folder);
    assert!(error.to_string().contains("file.db"), "{error}");
    assert!(folder.file().is_dir());
}

#[test]
fn a_missing_folder_is_refused() {
    let folder = Folder::new();
    let error = notes::open(folder.path().join("missing/file.db")).unwrap_err();
    assert!(error.to_string().contains("missing"), "{error}");
    assert!(!folder.path().join("missing").exists());
}

#[test]
fn an_old_file_over_a_read_only_connection_is_refused() {
    let folder = old();
    let conn =
        Connection::open_with_flags(folder.file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let error = refused_over(&folder, &conn);
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
}

#[test]
fn a_current_file_over_a_read_only_connection_is_fine() {
    let folder = old();
    notes::open(folder.file()).unwrap();
    let bytes = folder.snapshot();
    let conn =
        Connection::open_with_flags(folder.file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let report = notes::migrate(&conn).unwrap();
    assert!(matches!(report.outcome, Outcome::Current), "{report}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_connection_that_may_only_query_is_refused() {
    let folder = old();
    let conn = folder.connect();
    conn.pragma_update(None, "query_only", true).unwrap();
    let error = refused_over(&folder, &conn);
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    assert_eq!(number(&conn, "PRAGMA query_only"), 1);
}

#[test]
fn a_read_only_file_is_refused() {
    let folder = old();
    let mut permissions = fs::metadata(folder.file()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.file(), permissions).unwrap();
    if fs::File::options().write(true).open(folder.file()).is_ok() {
        return; // The superuser may write to any file.
    }
    let error = refused(&folder);
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = old();
    let conn = folder.connect();
    let pages = number(&conn, "PRAGMA page_count");
    conn.pragma_update(None, "max_page_count", pages).unwrap();
    let error = refused_over(&folder, &conn);
    assert!(conn.is_autocommit(), "{error}");
    assert_eq!(stamp(&conn), 1);
    conn.pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    notes::migrate(&conn).unwrap();
}

/// The error says how long it waited, which is as long as the connection allows.
#[track_caller]
fn assert_waited(error: &Error) {
    let Error::Locked { waited, .. } = error else {
        panic!("{error:?}");
    };
    assert!(*waited >= Duration::from_millis(50), "{error}");
}

#[test]
fn a_locked_file_is_refused_after_a_while() {
    for lock in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        let folder = old();
        let other = folder.connect();
        other.execute_batch(lock).unwrap();
        let conn = folder.connect();
        conn.busy_timeout(Duration::from_millis(50)).unwrap();
        let error = refused_over(&folder, &conn);
        assert_waited(&error);
        assert_eq!(number(&conn, "PRAGMA busy_timeout"), 50);

        other.execute_batch("ROLLBACK").unwrap();
        notes::migrate(&conn).unwrap();
    }
}

#[test]
fn a_reader_in_the_way_is_waited_for_no_longer_than_allowed() {
    let folder = old();
    let other = folder.connect();
    other
        .execute_batch("BEGIN; SELECT count(*) FROM note;")
        .unwrap();
    let conn = folder.connect();
    conn.busy_timeout(Duration::from_millis(50)).unwrap();
    let error = notes::migrate(&conn).unwrap_err();
    assert_waited(&error);
    assert!(conn.is_autocommit());
    assert_eq!(stamp(&conn), 1);
    other.execute_batch("COMMIT").unwrap();
    notes::migrate(&conn).unwrap();
}

#[test]
fn a_connection_inside_a_transaction_is_refused() {
    for begin in ["BEGIN", "BEGIN IMMEDIATE", "SAVEPOINT mine"] {
        let folder = old();
        let conn = folder.connect();
        conn.execute_batch(begin).unwrap();
        let error = refused_over(&folder, &conn);
        assert!(matches!(error, Error::InTransaction { .. }), "{error:?}");
        assert!(!conn.is_autocommit(), "the caller's transaction goes on");
    }
}

#[test]
fn a_connection_with_a_statement_open_is_refused() {
    let folder = old();
    let conn = folder.connect();
    let mut statement = conn.prepare("SELECT id FROM note").unwrap();
    let mut rows = statement.query([]).unwrap();
    rows.next().unwrap();
    let error = refused_over(&folder, &conn);
    assert!(matches!(error, Error::StatementOpen { .. }), "{error:?}");
    assert!(
        rows.next().unwrap().is_some(),
        "the caller's statement goes on"
    );
}

#[test]
fn temporary_objects_in_the_way_are_refused() {
    for (sql, name) in [
        ("CREATE TEMP TABLE note (id INTEGER)", "note"),
        ("CREATE TEMP VIEW note AS SELECT 1 AS id", "note"),
        ("CREATE TEMP TABLE NOTE (id INTEGER)", "NOTE"),
        ("CREATE TEMP TABLE pinned_note (id INTEGER)", "pinned_note"),
        (
            "CREATE TEMP TRIGGER spy AFTER INSERT ON main.note BEGIN SELECT 1; END",
            "spy",
        ),
        (
            "CREATE TEMP TRIGGER spy AFTER UPDATE ON note BEGIN SELECT 1; END",
            "spy",
        ),
    ] {
        let folder = old();
        let conn = folder.connect();
        conn.execute_batch(sql).unwrap();
        let error = refused_over(&folder, &conn);
        let Error::TempObjects { names, .. } = &error else {
            panic!("{sql}: {error:?}");
        };
        assert_eq!(names, &[name.to_owned()], "{sql}");
    }
}

#[test]
fn other_temporary_objects_are_none_of_our_business() {
    let folder = old();
    let conn = folder.connect();
    conn.execute_batch("CREATE TEMP TABLE mine (id INTEGER); INSERT INTO mine VALUES (7)")
        .unwrap();
    notes::migrate(&conn).unwrap();
    assert_eq!(number(&conn, "SELECT id FROM mine"), 7);
}

#[test]
fn an_attached_database_of_the_same_shape_is_left_alone() {
    let folder = old();
    let other = old();
    let conn = folder.connect();
    conn.execute("ATTACH ?1 AS other", [other.file().to_str().unwrap()])
        .unwrap();
    let bytes = other.snapshot();
    notes::migrate(&conn).unwrap();
    bytes.assert_unchanged(other.path());
    assert_eq!(stamp(&conn), 2);
}
