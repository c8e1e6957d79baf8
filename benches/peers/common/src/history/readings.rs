//! A table that two versions rebuild: first one column loses its `NULL`s, then another.

use rusqlite_schema::schema;

/// What a person writes: create, copy, drop, rename, indexes; for each version once.
pub const SCRIPTS: [&str; 3] = [
    "CREATE TABLE reading (id INTEGER PRIMARY KEY, place TEXT NOT NULL, taken_at INTEGER NOT NULL, note TEXT, value REAL);
     CREATE INDEX reading_place ON reading (place, taken_at);
     CREATE INDEX reading_taken ON reading (taken_at);",
    "CREATE TABLE new (id INTEGER PRIMARY KEY, place TEXT NOT NULL, taken_at INTEGER NOT NULL, note TEXT,
        value REAL NOT NULL DEFAULT 0.0);
     INSERT INTO new (id, place, taken_at, note, value)
        SELECT id, place, taken_at, note, coalesce(value, 0) FROM reading;
     DROP TABLE reading;
     ALTER TABLE new RENAME TO reading;
     CREATE INDEX reading_place ON reading (place, taken_at);
     CREATE INDEX reading_taken ON reading (taken_at);",
    "CREATE TABLE new (id INTEGER PRIMARY KEY, place TEXT NOT NULL, taken_at INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '',
        value REAL NOT NULL DEFAULT 0.0);
     INSERT INTO new (id, place, taken_at, note, value)
        SELECT id, place, taken_at, coalesce(note, ''), value FROM reading;
     DROP TABLE reading;
     ALTER TABLE new RENAME TO reading;
     CREATE INDEX reading_place ON reading (place, taken_at);
     CREATE INDEX reading_taken ON reading (taken_at);",
];

/// Rows for the first version; `?1` is their number.
pub const ROWS: &[&str] = &[
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
     INSERT INTO reading (place, taken_at, note, value)
     SELECT 'place ' || (n % 1000), n * 37 % 1000003, iif(n % 3, 'a note', NULL), iif(n % 5, n / 7.0, NULL) FROM n",
];

schema! {
    /// The same, declared.
    pub schema readings in "readings.db" {
        history {
            /// Readings.
            version 1 sealed "2:cff580624de42541";
            /// Values are there.
            version 2 sealed "2:2949ee072a08d4d9";
            /// Notes are there.
            version 3;
        }
        table reading {
            id: i64 primary key, place: String, taken_at: i64,
            note: Option<String> until 3, note: String = "" since 3 from "coalesce(note, '')",
            value: Option<f64> until 2, value: f64 = 0.0 since 2 from "coalesce(value, 0)",
            index reading_place (place, taken_at),
            index reading_taken (taken_at),
        }
    }
}
