//! References hold on to whatever the parent declares as the key that they name, however it gets other
//! values: a run that breaks one of them fails, and the file is as it was.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod schemas;
#[path = "../support/mod.rs"]
mod support;

use rusqlite_schema::{Error, Report, Result, rusqlite::Connection};

use schemas::{
    collated, computed, elsewhere, indexed, moved, namesake, referring, rekeyed, renamed, unbound,
};
use support::{Folder, number, stamp};

fn old(create: impl Fn(&Connection, i64) -> Result<Report>, sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    create(&connection, 1).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF")
        .unwrap();
    connection.execute_batch(sql).unwrap();
    let broken = "SELECT count(*) FROM pragma_foreign_key_check";
    assert_eq!(number(&connection, broken), 0);
    (folder, connection)
}

macro_rules! refused {
    ($schema:ident, $sql:expr) => {{
        let (folder, connection) = old($schema::create_at, $sql);
        let bytes = folder.snapshot();
        let error = $schema::migrate(&connection).unwrap_err();
        bytes.assert_unchanged(folder.path());
        let Error::ForeignKeys { violations, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(violations.len(), 1, "{error}");
        assert_eq!(stamp(&connection), 1);
    }};
}

macro_rules! upgraded {
    ($schema:ident, $sql:expr) => {{
        let (_folder, connection) = old($schema::create_at, $sql);
        $schema::migrate(&connection).unwrap();
        assert_eq!(stamp(&connection), $schema::VERSION);
        let broken = "SELECT count(*) FROM pragma_foreign_key_check";
        assert_eq!(number(&connection, broken), 0);
    }};
}

const CODES: &str = "INSERT INTO parent (id, code) VALUES (1, 'a'), (2, 'b')";

#[test]
fn a_unique_index_is_a_key() {
    refused!(indexed, &format!("{CODES}; INSERT INTO child VALUES ('a')"));
    upgraded!(indexed, &format!("{CODES}; INSERT INTO child VALUES ('b')"));
}

#[test]
fn what_is_computed_from_an_altered_column_is_altered() {
    let rows = "INSERT INTO parent (id, raw) VALUES (1, 12345); INSERT INTO child VALUES (1234500)";
    refused!(computed, rows);
    refused!(
        referring,
        "INSERT INTO parent VALUES (2), (12345); INSERT INTO child (raw) VALUES (12345)"
    );
    upgraded!(
        referring,
        "INSERT INTO parent VALUES (1), (12345); INSERT INTO child (raw) VALUES (12345)"
    );
}

#[test]
fn a_key_that_is_compared_otherwise_is_altered() {
    refused!(
        collated,
        "INSERT INTO parent VALUES ('a'); INSERT INTO child VALUES ('A')"
    );
    upgraded!(
        collated,
        "INSERT INTO parent VALUES ('a'); INSERT INTO child VALUES ('a')"
    );
}

#[test]
fn a_rename_hides_nothing() {
    refused!(renamed, &format!("{CODES}; INSERT INTO child VALUES ('a')"));
    upgraded!(renamed, &format!("{CODES}; INSERT INTO child VALUES ('b')"));
}

/// A table of the file's own that refers to codes, spelt as nobody declares it.
fn own(rows: &str) -> String {
    format!(
        "{CODES}; CREATE TABLE mine (code TEXT REFERENCES PARENT (Code)); INSERT INTO mine VALUES {rows}"
    )
}

#[test]
fn tables_of_the_files_own_count_too() {
    refused!(indexed, &own("('a')"));
    refused!(renamed, &own("('a'), ('b')"));
    refused!(namesake, &own("('a')"));
    upgraded!(indexed, &own("('b'), (NULL)"));
    upgraded!(namesake, &own("('b'), (NULL)"));
}

#[test]
fn tables_whose_text_is_not_understood_count_too() {
    refused!(
        indexed,
        &format!(
            "{CODES}; CREATE TABLE mine (code TEXT REFERENCES parent (code) ON INSERT SET NULL);
             INSERT INTO mine VALUES ('a')"
        )
    );
}

#[test]
fn a_reference_to_the_primary_key_asks_which_one_it_is() {
    let rows = "INSERT INTO parent VALUES (1, 2), (3, 4);
        CREATE TABLE mine (parent INTEGER REFERENCES parent); INSERT INTO mine VALUES (1)";
    refused!(moved, rows);
}

macro_rules! key_lost {
    ($schema:ident) => {{
        let (folder, connection) = old($schema::create_at, &own("('a')"));
        let bytes = folder.snapshot();
        let error = $schema::migrate(&connection).unwrap_err();
        bytes.assert_unchanged(folder.path());
        let said = error.with_causes().to_string().to_lowercase();
        for part in ["nothing was changed", "mine", "parent"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }};
}

#[test]
fn a_key_that_is_none_any_more_breaks_what_refers_to_it() {
    key_lost!(rekeyed);
    key_lost!(unbound);
}

#[test]
fn references_elsewhere_are_not_looked_at() {
    let rows = format!("{CODES}; INSERT INTO child VALUES ('a')");
    upgraded!(elsewhere, &rows);
}
