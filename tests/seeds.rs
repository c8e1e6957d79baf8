//! Seeds that are planted, and those that find their place taken.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{Warning, rusqlite::Connection, schema};
use support::{Folder, number};

schema! {
    /// Shelves without a key, which their names tell apart.
    pub schema shelves in "shelves.db" {
        history {
            /// Shelves.
            version 1 sealed "2:c7a5b16fa8b7f14e";
            /// The first one.
            version 2;
        }

        table shelf as Shelf { name: String unique collate nocase, room: String }
        seed shelf since 2 { name: "new", room: "front" }
    }
}

fn upgraded(sql: &str) -> (Folder, Connection, Vec<Warning>) {
    let folder = Folder::new();
    let connection = folder.connect();
    shelves::create_at(&connection, 1).unwrap();
    connection.execute_batch(sql).unwrap();
    let report = shelves::migrate(&connection).unwrap();
    (folder, connection, report.warnings)
}

/// Without a key nothing says that the row which stands is the seed's.
#[test]
fn a_seed_without_a_key_that_is_not_planted_is_told_of() {
    let (_folder, connection, warnings) = upgraded("INSERT INTO shelf VALUES ('NEW', 'back')");
    assert!(
        matches!(warnings.as_slice(), [Warning::SeedTaken { table, .. }] if table == "shelf"),
        "{warnings:?}"
    );
    let front = "SELECT count(*) FROM shelf WHERE room = 'front'";
    assert_eq!(number(&connection, front), 0);
}

#[test]
fn a_seed_that_is_planted_is_nothing_to_tell_of() {
    let (_folder, connection, warnings) = upgraded("INSERT INTO shelf VALUES ('old', 'back')");
    assert_eq!(warnings, []);
    assert_eq!(number(&connection, "SELECT count(*) FROM shelf"), 2);
}
