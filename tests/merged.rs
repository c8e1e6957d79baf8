//! Versions that one run goes through give the rows that they give one by one: what two of them have to
//! do with is not done at once.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// A library that counts.
    pub schema shelves in "shelves.db" {
        history {
            /// Volumes, rooms and sheets.
            version 1 sealed "2:1307af8e2d828b6d";
            /// A volume's cover counts as a page.
            version 2 sealed "2:12bdd617e8cb248d";
            /// All pages are counted.
            version 3 sealed "2:b2c562f6d6eab68d";
            /// Nothing is lent.
            version 4 sealed "2:7d5dbaa5997da510";
            /// And again something is.
            version 5 sealed "2:24339468ffaa9876";
            /// The reading room.
            version 6 sealed "2:8dced01965e16427";
            /// Every room has one more lamp.
            version 7 sealed "2:a7f908ae7de774c0";
            /// Sheets are folded once more.
            version 8 sealed "2:dfcbb19c0ed4e7cd";
            /// Their sides are counted.
            version 9 sealed "2:3c5d5a5accc9b9b6";
            /// The first desk.
            version 10 sealed "2:3825c196b6c0e0c9";
            /// Every desk has one more leg.
            version 11;
        }

        table total as Total {
            id: i64 primary key,
            counted: i64 since 3 from "(SELECT coalesce(sum(pages), 0) FROM volume)",
        }

        table volume as Volume {
            id: i64 primary key,
            pages: i64 until 2,
            pages: i64 since 2 from "pages + 1",
        }

        table loan as Loan until 4 { id: i64 primary key }

        table loan as Lending since 5 { id: i64 primary key }

        table room as Room {
            id: i64 primary key,
            lamps: i64 until 7,
            lamps: i64 since 7 from "lamps + 1",
        }
        seed room since 6 { id: 1000, lamps: 3 }

        table sheet as Sheet {
            id: i64 primary key,
            folds: i64 until 8,
            folds: i64 since 8 from "folds + 1",
            leaves: i64 generated "folds * 2",
            sides: i64 since 9 from "leaves * 2",
        }

        table desk as Desk since 10 {
            id: i64 primary key,
            legs: i64 until 11,
            legs: i64 since 11 from "legs + 1",
        }
        seed desk since 10 { id: 1, legs: 3 }
    }
}

/// A file that has missed all versions but the first.
fn upgraded(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    shelves::create_at(&connection, 1).unwrap();
    connection.execute_batch(sql).unwrap();
    shelves::migrate(&connection).unwrap();
    assert_eq!(stamp(&connection), shelves::VERSION);
    (folder, connection)
}

#[test]
fn a_value_is_computed_from_the_rows_that_the_version_before_left() {
    let rows = "INSERT INTO total VALUES (1); INSERT INTO volume VALUES (1, 10), (2, 20)";
    let (_folder, connection) = upgraded(rows);
    assert_eq!(number(&connection, "SELECT counted FROM total"), 32);
}

/// Where one table leaves and another comes at once, the first gets out of the way, and what refers to the
/// name goes with it.
#[test]
fn a_name_is_free_when_its_table_has_gone() {
    let mine = "CREATE TABLE mine (loan INTEGER REFERENCES loan (id))";
    let (_folder, connection) = upgraded(&format!("INSERT INTO loan VALUES (1); {mine}"));
    assert_eq!(number(&connection, "SELECT count(*) FROM loan"), 0);
    let sql = "SELECT sql FROM sqlite_schema WHERE name = 'mine'";
    let own: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(own, mine);
}

#[test]
fn a_seed_is_a_row_that_the_next_version_changes() {
    let (_folder, connection) = upgraded("INSERT INTO room VALUES (1, 1)");
    let lamps = "SELECT sum(lamps) FROM room WHERE id IN (1, 1000)";
    assert_eq!(number(&connection, lamps), 2 + 4);
}

#[test]
fn so_is_a_seed_that_came_with_its_table() {
    let (_folder, connection) = upgraded("");
    assert_eq!(number(&connection, "SELECT legs FROM desk"), 4);
}

#[test]
fn what_is_generated_from_a_changed_column_has_changed() {
    let (_folder, connection) = upgraded("INSERT INTO sheet (id, folds) VALUES (1, 1)");
    assert_eq!(number(&connection, "SELECT sides FROM sheet"), 8);
}
