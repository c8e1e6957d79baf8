//! An encrypted database at two releases of a program, and the command line of the second.

use rusqlite_schema::{
    cli::Database,
    rusqlite::{Connection, Result},
};

/// The first release.
pub mod early {
    use rusqlite_schema::schema;

    schema! {
        /// Diaries.
        pub schema diary in "diary.db" {
            history {
                /// Entries.
                version 1;
            }
            table entry as Entry { id: i64 primary key, body: String }
        }
    }
}

rusqlite_schema::schema! {
    /// Diaries.
    pub schema diary in "diary.db" {
        history {
            /// Entries.
            version 1 sealed "2:507198c57e7d1f9b";
            /// Entries have moods, and can be searched.
            version 2;
        }
        table entry as Entry {
            id: i64 primary key,
            body: String,
            /// From 1 to 5.
            mood: i64 = 3 since 2 check "mood BETWEEN 1 AND 5",
        }
        virtual table search using "fts5(body, content=entry, content_rowid=id)" since 2;
        trigger entry_insert after insert on entry since 2
            "INSERT INTO search (rowid, body) VALUES (new.id, new.body);";
    }
}

/// The key of all these files.
pub const KEY: &str = "correct horse's battery";

/// Gives a connection its key.
///
/// # Errors
///
/// SQLite refuses the statement; not if the key is wrong.
pub fn key(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "key", KEY)
}

/// The database of the command line.
#[must_use]
pub fn database() -> Database {
    Database::new(diary::PROGRAM).prepare(key)
}
