//! Files are created, upgraded, copied and opened again, whichever SQLite that is.

#![allow(clippy::unwrap_used, missing_docs)]

use rusqlite_schema::{
    Drift, Error, Options, Outcome,
    rusqlite::{self, Connection, functions::FunctionFlags},
};
use tempfile::TempDir;
use versions::{early, notes};

fn found(connection: &Connection) -> Vec<i64> {
    let mut statement = connection.prepare("SELECT rowid FROM tea").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// What `.ci/wide` says that it builds with is what this is.
#[test]
fn it_is_what_was_meant() {
    let library = rusqlite::version();
    println!("SQLite {library}");
    if let Ok(expected) = std::env::var("EXPECTED_SQLITE") {
        assert_eq!(library, expected);
    }
}

#[test]
fn a_file_is_created() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("notes.db");
    let refuse = Options::default().drift(Drift::Refuse);
    let (connection, report) = notes::open_with(&file, &refuse).unwrap();
    assert_eq!(report.outcome, Outcome::Created);
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    let text = "some tea".to_owned();
    let topic = String::new();
    notes::Note {
        id: 0,
        text,
        changes: 0,
        topic,
    }
    .insert(&connection)
    .unwrap();
    assert_eq!(found(&connection), [2]);
    drop(connection);
    let (_, report) = notes::open_with(&file, &refuse).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
}

#[test]
fn a_file_is_upgraded_from_every_version() {
    for version in 1..notes::VERSION {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("notes.db");
        let connection = Connection::open(&file).unwrap();
        notes::create_at(&connection, version).unwrap();
        let column = if version < 3 { "body" } else { "text" };
        let insert = format!("INSERT INTO note ({column}) VALUES ('some tea')");
        connection.execute(&insert, []).unwrap();
        drop(connection);
        let options = Options::default().drift(Drift::Refuse).backup_beside();
        let (connection, report) = notes::open_with(&file, &options).unwrap();
        assert_eq!(report.outcome, Outcome::Upgraded { from: version });
        assert!(report.backup.is_some_and(|it| it.exists()));
        assert_eq!(found(&connection), [2], "from version {version}");
        let topics = "SELECT count(*) FROM note WHERE topic = 'tea'";
        let topics: i64 = connection.query_row(topics, [], |row| row.get(0)).unwrap();
        assert_eq!(topics, 1, "from version {version}");
    }
}

#[test]
fn what_a_file_has_beside_may_read_the_index() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("notes.db");
    let connection = Connection::open(&file).unwrap();
    notes::create_at(&connection, 3).unwrap();
    connection
        .execute_batch(
            "CREATE VIEW own AS SELECT rowid, highlight(note_fts, 0, '[', ']') FROM note_fts WHERE note_fts MATCH 'own';
            CREATE TRIGGER own_update AFTER UPDATE OF text ON note BEGIN
                INSERT INTO note_fts (rowid, text) VALUES (new.id, new.text); END;",
        )
        .unwrap();
    notes::migrate(&connection).unwrap();
    connection
        .execute("UPDATE note SET text = 'my own' WHERE id = 1", [])
        .unwrap();
    let own: i64 = connection
        .query_row("SELECT rowid FROM own", [], |row| row.get(0))
        .unwrap();
    assert_eq!(own, 1);
}

#[test]
fn a_file_of_an_older_release_is_upgraded() {
    let connection = Connection::open_in_memory().unwrap();
    early::notes::migrate(&connection).unwrap();
    let body = "more tea".to_owned();
    early::notes::Note {
        id: 0,
        body,
        changes: 0,
    }
    .insert(&connection)
    .unwrap();
    notes::migrate(&connection).unwrap();
    assert_eq!(found(&connection).len(), 1);
}

#[test]
fn a_file_that_calls_functions_of_the_application_is_refused() {
    let connection = Connection::open_in_memory().unwrap();
    notes::create_at(&connection, 1).unwrap();
    connection
        .create_scalar_function("launch", 0, FunctionFlags::SQLITE_UTF8, |_| Ok(1))
        .unwrap();
    connection
        .execute_batch("CREATE VIEW crafted AS SELECT launch() FROM note")
        .unwrap();
    let error = notes::migrate(&connection).unwrap_err();
    // A newer SQLite sees to it that nothing of it is called, so that it is in the way only of a rebuild.
    let is_refused = matches!(
        error,
        Error::UnsafeFunction { .. } | Error::Undeclared { .. }
    );
    assert!(is_refused, "{error:?}");
}

#[test]
fn the_history_is_rehearsed_on_this_sqlite() {
    notes::rehearse().unwrap();
}
