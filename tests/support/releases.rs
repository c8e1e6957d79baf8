//! A program in two releases, and a file of the first.

#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

use super::support::Folder;

/// The program as it was released first.
pub mod first {
    rusqlite_schema::schema! {
        /// Notes.
        pub schema notes in "notes.db" {
            history {
                /// Notes have a body.
                version 1;
            }

            table note as Note {
                id: i64 primary key,
                body: Option<String>,
            }
        }
    }
}

/// The program of today.
pub mod second {
    rusqlite_schema::schema! {
        /// Notes.
        pub schema notes in "notes.db" {
            history {
                /// Notes have a body.
                version 1 sealed "2:793fec3026a72310";
                /// The body is never absent, and every note is said with emphasis.
                version 2 {
                    sql "UPDATE note SET body = coalesce(body, '') || '!'";
                }
            }

            table note as Note {
                id: i64 primary key,
                body: Option<String> until 2,
                body: String = "" since 2 from "coalesce(body, '')",
                pinned: bool = false since 2,
            }
        }
    }
}

/// A file of the first release with so many rows.
pub fn file(journal: &str, rows: i64) -> Folder {
    let folder = Folder::new();
    let connection = folder.connect();
    connection
        .pragma_update(None, "journal_mode", journal)
        .unwrap();
    first::notes::migrate(&connection).unwrap();
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
               INSERT INTO note (body) SELECT 'note ' || i FROM n";
    connection.execute(sql, [rows]).unwrap();
    folder
}
