//! By hand, with rusqlite: the floor.

use std::path::Path;

use rusqlite_schema::rusqlite::Connection;

use crate::{History, Journal, Opened, Peer, history::people};

/// Scripts in one transaction, and `user_version`.
pub struct Hand;

impl Peer for Hand {
    fn name(&self) -> &'static str {
        "by hand"
    }

    fn knows(&self, _: History) -> bool {
        true
    }

    fn first_version(&self, history: History, path: &Path) {
        let connection = Connection::open(path).unwrap();
        connection.execute_batch(history.scripts()[0]).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
    }

    fn open(&self, history: History, path: &Path, journal: Journal) -> Opened {
        let connection = connect(path, journal);
        bring(&connection, history);
        Box::new(connection)
    }

    fn open_and_query(&self, history: History, path: &Path) -> Opened {
        let connection = connect(path, Journal::Rollback);
        bring(&connection, history);
        query(&connection, history);
        Box::new(connection)
    }

    fn in_memory(&self, history: History) -> Opened {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(history.ddl()).unwrap();
        Box::new(connection)
    }
}

/// Opens a file, in which journal mode is said before anything is written.
#[must_use]
pub fn connect(path: &Path, journal: Journal) -> Connection {
    let connection = Connection::open(path).unwrap();
    if journal == Journal::Wal {
        connection
            .pragma_update(None, "journal_mode", "wal")
            .unwrap();
    }
    connection
}

/// Asks what a program might ask first.
pub fn query(connection: &Connection, history: History) {
    let count: i64 = connection
        .query_row(history.first_query(), [], |row| row.get(0))
        .unwrap();
    assert!(count >= 0);
}

fn bring(connection: &Connection, history: History) {
    let version: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    let version = usize::try_from(version).unwrap();
    let scripts = history.scripts();
    if version == scripts.len() {
        return;
    }
    if history == History::People && version == 1 {
        return people::by_hand(connection).unwrap();
    }
    // Inside the transaction the pragma does nothing, and a rebuild needs it.
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")
        .unwrap();
    for script in &scripts[version..] {
        connection.execute_batch(script).unwrap();
    }
    connection
        .execute_batch(&format!(
            "PRAGMA user_version = {}; COMMIT; PRAGMA foreign_keys = ON",
            scripts.len()
        ))
        .unwrap();
}
