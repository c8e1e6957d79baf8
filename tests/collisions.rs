//! Rows of a file that break a rule of a newer version: which ones, by the names that users know.
#![allow(missing_docs, clippy::unwrap_used)]

use rusqlite_schema::{rusqlite::Connection, schema};

schema! {
    pub schema lists in "lists.db" {
        history {
            /// Lists.
            version 1 sealed "2:0bf8aacc48a8601f";
            /// Rules.
            version 2 {
                sql "DELETE FROM playlist WHERE name = ''";
                sql "DELETE FROM note WHERE body = ''";
                sql "DELETE FROM count WHERE n < -5";
                sql "DELETE FROM place WHERE name = ''";
                sql "INSERT OR IGNORE INTO tag (word) SELECT name FROM playlist" ignoring conflicts;
            }
        }
        table playlist as Playlist {
            id: i64 primary key,
            name: String,
            unique (name) since 2,
        }
        table note as Note {
            id: i64 primary key,
            body: String,
            unique index note_body (body) since 2,
        }
        table count as Count {
            id: i64 primary key,
            n: i64,
            check "n >= 0" since 2,
        }
        table place as Place {
            id: i64 primary key,
            name: String,
            gone: bool = false,
            unique index place_name (name) where "gone = 0" since 2,
        }
        table tag as Tag { word: String primary key }
    }
}

fn refused(rows: &str) -> String {
    let connection = Connection::open_in_memory().unwrap();
    lists::create_at(&connection, 1).unwrap();
    connection.execute_batch(rows).unwrap();
    let error = lists::migrate(&connection).unwrap_err();
    let said = error.with_causes().to_string();
    assert!(!said.contains("_schema_"), "{said}");
    said
}

#[test]
fn a_key_that_rows_share_is_told_with_the_rows() {
    let said = refused("INSERT INTO playlist (id, name) VALUES (1, 'a'), (4, 'b'), (9, 'a')");
    assert!(
        said.contains("UNIQUE constraint failed: playlist.name"),
        "{said}"
    );
    for row in ["where id = 1\n", "where id = 9\n"] {
        assert!(
            said.contains(&format!("- the row of `playlist` {row}")),
            "{said}"
        );
    }
    assert!(!said.contains("id = 4"), "{said}");
}

#[test]
fn a_unique_index_tells_the_rows() {
    let said = refused("INSERT INTO note (id, body) VALUES (2, 'x'), (3, 'x')");
    assert!(
        said.contains("- the row of `note` where id = 2\n"),
        "{said}"
    );
    assert!(said.contains("note.body"), "{said}");
}

#[test]
fn a_partial_index_tells_the_rows_that_it_covers() {
    let gone = "INSERT INTO place (name, gone) VALUES ('x', 1), ('x', 1), ('x', 1), ('x', 1), ('x', 1), ('x', 1)";
    let rows = "INSERT INTO place (id, name) VALUES (20, 'x'), (30, 'x')";
    let said = refused(&format!("{gone}; {rows}"));
    for row in ["where id = 20\n", "where id = 30\n"] {
        assert!(said.contains(row), "{said}");
    }
    assert!(!said.contains("where id = 1\n"), "{said}");
}

#[test]
fn a_condition_tells_the_rows() {
    let said = refused("INSERT INTO count (id, n) VALUES (2, -1), (3, 0)");
    assert!(
        said.contains("- the row of `count` where id = 2\n"),
        "{said}"
    );
    assert!(!said.contains("id = 3"), "{said}");
}

#[test]
fn what_ignores_conflicts_goes_on_and_the_report_counts_rows() {
    let connection = Connection::open_in_memory().unwrap();
    lists::create_at(&connection, 1).unwrap();
    let rows =
        "INSERT INTO playlist (name) VALUES ('a'), ('b'), (''); INSERT INTO tag VALUES ('a')";
    connection.execute_batch(rows).unwrap();
    let report = lists::migrate(&connection).unwrap().to_string();
    assert_eq!(report.matches("; 1 row changed").count(), 2, "{report}");
    assert!(report.contains("; 0 rows changed"), "{report}");
}

#[test]
fn a_file_of_the_newest_shape_is_adopted_only() {
    let connection = Connection::open_in_memory().unwrap();
    lists::migrate(&connection).unwrap();
    connection.pragma_update(None, "user_version", 0).unwrap();
    let report = lists::migrate(&connection).unwrap().to_string();
    assert!(report.contains("adopted as version 2"), "{report}");
    assert!(!report.contains("upgraded"), "{report}");
}
