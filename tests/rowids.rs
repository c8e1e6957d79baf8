//! Rowids that a table gets when it no longer does without: they are handed out in the order of its key.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::schema;
use support::Folder;

schema! {
    /// Words, which get rowids.
    pub schema words in "words.db" {
        history {
            /// Words by their names.
            version 1 sealed "2:9b67b4e25b54c6e1";
            /// With rowids.
            version 2;
        }

        table word as Word {
            name: String primary key,
            rank: i64,
            without rowid until 2,

            index by_rank (rank, name),
        }
    }
}

/// SQLite would read whichever index it likes, in whichever direction.
#[test]
fn rows_are_numbered_in_the_order_of_the_key() {
    for reverse in ["OFF", "ON"] {
        let folder = Folder::new();
        let connection = folder.connect();
        words::create_at(&connection, 1).unwrap();
        let rows = "INSERT INTO word VALUES ('c', 1), ('a', 3), ('b', 2)";
        let reverse = format!("{rows}; PRAGMA reverse_unordered_selects = {reverse}");
        connection.execute_batch(&reverse).unwrap();
        words::migrate(&connection).unwrap();
        let sql = "SELECT group_concat(name, '') FROM (SELECT name FROM word ORDER BY rowid)";
        let names: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(names, "abc", "{reverse}");
    }
}
