//! Rows that had no parent before an upgrade are excused, whatever becomes of the key of their table; rows
//! that lose their parent by it are not.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs
)]

use rusqlite_schema::{Error, Report, Result, Warning, rusqlite::Connection, schema};

schema! {
    /// Tags with several keys.
    pub schema tags in "tags.db" {
        history {
            /// Tags.
            version 1 sealed "2:827403d3ca1003ef";
            /// Tags with other keys, and fewer notes.
            version 2 { sql "UPDATE note SET id = 100 WHERE id = 99"; }
        }

        table note as Note { id: i64 primary key }

        table into {
            name: String primary key,
            note: i64 references note(id),

            without rowid since 2,
        }

        table out {
            name: String primary key,
            note: i64 references note(id),

            without rowid until 2,
        }

        table numbered {
            number: i64,
            note: i64 references note(id),

            primary key (number) since 2,
        }

        table rebuilt {
            name: String primary key,
            note: i64 references note(id),
            weight: Option<i64> until 2,
            weight: i64 = 0 since 2 from "coalesce(weight, 0)",
        }
    }
}

const TABLES: [&str; 4] = ["into", "out", "numbered", "rebuilt"];

/// A file of version 1, in which the second row of each table has no parent.
fn old() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    tags::create_at(&connection, 1).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO note VALUES (1), (99)")
        .unwrap();
    for table in TABLES {
        let keys = if table == "numbered" {
            ["40", "20", "30"]
        } else {
            ["'b'", "'c'", "'a'"]
        };
        let columns = if table == "numbered" {
            "number"
        } else {
            "name"
        };
        for (key, note) in keys.iter().zip([1, 77, 1]) {
            let sql = format!("INSERT INTO \"{table}\" ({columns}, note) VALUES ({key}, {note})");
            connection.execute_batch(&sql).unwrap();
        }
        // The rowids have a gap, which a rebuild closes.
        let sql = format!("DELETE FROM \"{table}\" WHERE {columns} IN (40, 'b')");
        connection.execute_batch(&sql).unwrap();
    }
    connection
}

#[test]
fn rows_that_had_no_parent_are_excused_whatever_their_key_becomes() {
    let connection = old();
    tags::migrate(&connection).unwrap();
    for table in TABLES {
        let sql = format!("SELECT count(*) FROM \"{table}\"");
        let rows: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 2, "{table}");
    }
}

#[test]
fn rows_that_lose_their_parent_beside_them_are_not() {
    for table in TABLES {
        let connection = old();
        let column = if table == "numbered" {
            "number"
        } else {
            "name"
        };
        let sql = format!("UPDATE \"{table}\" SET note = 99 WHERE {column} IN (30, 'a')");
        connection.execute_batch(&sql).unwrap();
        let outcome: Result<_> = tags::migrate(&connection);
        let Err(Error::ForeignKeys { violations, .. }) = outcome else {
            panic!("{table}: {outcome:?}");
        };
        assert_eq!(violations.len(), 1, "{violations:?}");
        assert_eq!(violations[0].table, table);
    }
}

mod in_several {
    use rusqlite_schema::schema;

    schema! {
        /// What refers has another name, and a version that has nothing to do with it.
        pub schema tags in "tags.db" {
            history {
                /// Tags.
                version 1 sealed "2:ff86b1108747ec36";
                /// Weights.
                version 2 sealed "2:855bd04da21f3334" { sql "UPDATE note SET id = id WHERE id = 0"; }
                /// Another name.
                version 3 sealed "2:d01e0611e289e746" { rename tag => label; }
                /// A column.
                version 4 sealed "2:966b28639c28cf78";
                /// Gone.
                version 5 { sql "DELETE FROM label WHERE note NOT IN (SELECT id FROM note)"; }
            }

            table note as Note { id: i64 primary key }
            table label as Label { name: String primary key, note: i64 references note(id) }
            table other as Other { note: Option<i64> references note(id), more: i64 = 0 since 4 }
        }
    }
}

fn dangling(report: &Report) -> Vec<(&str, u64)> {
    let warnings = report.warnings.iter();
    let dangling = warnings.filter_map(|it| match it {
        Warning::Dangling { table, references } => Some((table.as_str(), *references)),
        _ => None,
    });
    dangling.collect()
}

#[test]
fn what_is_left_is_told() {
    let connection = old();
    let report = tags::migrate(&connection).unwrap();
    assert_eq!(
        dangling(&report),
        [("into", 1), ("numbered", 1), ("out", 1), ("rebuilt", 1)]
    );
    let said = report.warnings[0].to_string();
    assert_eq!(
        said,
        "a reference of `into` leads to a row that is not there; upgrades leave it as it is"
    );
}

#[test]
fn what_a_later_version_does_to_them_counts() {
    let connection = Connection::open_in_memory().unwrap();
    in_several::tags::create_at(&connection, 1).unwrap();
    let rows = "PRAGMA foreign_keys = OFF;
        INSERT INTO tag VALUES ('a', 7), ('b', 7);
        INSERT INTO other VALUES (7), (8), (NULL)";
    connection.execute_batch(rows).unwrap();
    let report = in_several::tags::migrate(&connection).unwrap();
    assert_eq!(dangling(&report), [("other", 2)]);
}

#[test]
fn step_by_step_they_are_told_once() {
    let connection = old();
    let at_1 = tags::begin(&connection).unwrap();
    let report = tags::finish(tags::v1_to_v2(at_1).unwrap()).unwrap();
    assert_eq!(dangling(&report).len(), 4);
}
