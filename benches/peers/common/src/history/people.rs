//! A table whose rows go into another one, each through a function in Rust.

use rusqlite_schema::{
    Result,
    rusqlite::{self, Connection, params},
    schema,
};

/// What a person writes, but for the rows.
pub const SCRIPTS: [&str; 2] = [
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, name TEXT NOT NULL, score INTEGER NOT NULL);",
    "CREATE TABLE person (id INTEGER PRIMARY KEY, title TEXT NOT NULL, points REAL NOT NULL);",
];

/// Rows for the first version; `?1` is their number.
pub const ROWS: &[&str] = &[
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
     INSERT INTO entry (id, name, score) SELECT n, 'person ' || n, n * 37 % 1000003 FROM n",
];

schema! {
    /// The same, declared.
    pub schema people in "people.db" {
        history {
            /// Entries.
            version 1 sealed "2:acc4a18d5a9d5109";
            /// Entries are people.
            version 2 { run into_people; }
        }
        table entry until 2 { id: i64 primary key, name: String, score: i64 }
        table person since 2 { id: i64 primary key, title: String, points: f64 }
    }
}

/// What becomes of an entry's name and score.
#[must_use]
pub fn become_person(name: &str, score: i64) -> (String, f64) {
    (name.to_uppercase(), score as f64 / 1000.0)
}

fn into_people(step: &mut people::V1ToV2<'_>) -> Result<()> {
    step.copy(|it: people::v1::Entry| {
        let (title, points) = become_person(&it.name, it.score);
        let id = it.id;
        people::v2::Person { id, title, points }
    })
}

/// The whole step as a careful person writes it.
///
/// # Errors
///
/// SQLite refuses.
pub fn by_hand(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    connection.execute_batch(SCRIPTS[1])?;
    move_rows(connection)?;
    connection.execute_batch("PRAGMA user_version = 2; COMMIT")
}

/// The loop, with both statements prepared once.
///
/// # Errors
///
/// SQLite refuses.
pub fn move_rows(connection: &Connection) -> rusqlite::Result<()> {
    let mut read = connection.prepare("SELECT id, name, score FROM entry")?;
    let mut write =
        connection.prepare("INSERT INTO person (id, title, points) VALUES (?1, ?2, ?3)")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let (title, points) = become_person(row.get_ref(1)?.as_str()?, row.get(2)?);
        write.execute(params![row.get::<_, i64>(0)?, title, points])?;
    }
    drop(rows);
    drop((read, write));
    connection.execute_batch("DROP TABLE entry")
}
