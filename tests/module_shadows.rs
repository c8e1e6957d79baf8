//! What a module of the application keeps beside its virtual table is the module's, also where it isn't
//! registered.

#![allow(clippy::unwrap_used, missing_docs)]

use rusqlite_schema::{Outcome, rusqlite::Connection, schema};

schema! {
    /// Items and their vectors.
    pub schema items in "items.db" {
        extern module vec0;

        history {
            /// Items.
            version 1;
        }

        table item as Item { name: String }

        /// Begins as the module's tables do, and isn't one.
        table vec_item_note as Note { body: String }

        virtual table vec_item using "vec0(embedding float[4])";
    }
}

/// A file as the module leaves it. The module isn't needed to read `sqlite_schema`.
fn file(stamp: i64) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    let sql = "
        CREATE TABLE item (name TEXT NOT NULL);
        CREATE TABLE vec_item_note (body TEXT NOT NULL);
        CREATE TABLE \"vec_item_chunks\" (chunk_id INTEGER PRIMARY KEY);
        CREATE INDEX vec_item_by_size ON vec_item_chunks (chunk_id);
        CREATE TABLE \"vec_item_vector_chunks00\" (vectors BLOB NOT NULL);
        PRAGMA writable_schema = ON;
        INSERT INTO sqlite_schema VALUES ('table', 'vec_item', 'vec_item', 0,
            'CREATE VIRTUAL TABLE vec_item USING vec0(embedding float[4])');
        PRAGMA writable_schema = RESET;";
    connection.execute_batch(sql).unwrap();
    connection
        .pragma_update(None, "user_version", stamp)
        .unwrap();
    connection
}

#[test]
fn they_are_no_tables_of_the_files_own() {
    let connection = file(1);
    let report = items::migrate(&connection).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    assert_eq!(report.undeclared, []);
    connection
        .execute_batch("CREATE TABLE mine (id INTEGER); CREATE INDEX by_name ON item (name)")
        .unwrap();
    let report = items::migrate(&connection).unwrap();
    assert_eq!(report.undeclared.len(), 2, "{:?}", report.undeclared);
}

#[test]
fn a_declared_table_of_such_a_name_is_missed() {
    let connection = file(1);
    connection
        .execute_batch("DROP TABLE vec_item_note")
        .unwrap();
    assert!(items::migrate(&connection).is_err());
}

#[test]
fn outlooks_do_not_speak_of_them() {
    let outlook = rusqlite_schema::outlook(&file(1), items::PROGRAM).unwrap();
    assert_eq!(outlook.undeclared, []);
}
