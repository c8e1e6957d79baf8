//! A `STRICT` table to which eleven versions add twenty-two columns.

use rusqlite_schema::schema;

/// What a person writes: `ALTER TABLE`s.
pub const SCRIPTS: [&str; 12] = [
    "CREATE TABLE sample (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value REAL NOT NULL) STRICT;",
    "ALTER TABLE sample ADD COLUMN a1 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b1 TEXT;",
    "ALTER TABLE sample ADD COLUMN a2 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b2 TEXT;",
    "ALTER TABLE sample ADD COLUMN a3 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b3 TEXT;",
    "ALTER TABLE sample ADD COLUMN a4 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b4 TEXT;",
    "ALTER TABLE sample ADD COLUMN a5 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b5 TEXT;",
    "ALTER TABLE sample ADD COLUMN a6 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b6 TEXT;",
    "ALTER TABLE sample ADD COLUMN a7 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b7 TEXT;",
    "ALTER TABLE sample ADD COLUMN a8 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b8 TEXT;",
    "ALTER TABLE sample ADD COLUMN a9 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b9 TEXT;",
    "ALTER TABLE sample ADD COLUMN a10 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b10 TEXT;",
    "ALTER TABLE sample ADD COLUMN a11 INTEGER NOT NULL DEFAULT 0; ALTER TABLE sample ADD COLUMN b11 TEXT;",
];

/// Rows for the first version; `?1` is their number.
pub const ROWS: &[&str] = &[
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
     INSERT INTO sample (id, name, value) SELECT n, 'sample ' || (n % 1000), n / 7.0 FROM n",
];

schema! {
    /// The same, declared.
    pub schema samples in "samples.db" {
        history {
            /// Samples.
            version 1 sealed "2:42d5acea6759e519";
            /// The first two.
            version 2 sealed "2:b060927688493d14";
            /// The second two.
            version 3 sealed "2:8074acf138f0a6e4";
            /// The third two.
            version 4 sealed "2:0b1a0b23f7a5962d";
            /// The fourth two.
            version 5 sealed "2:4d33a08da8db57b6";
            /// The fifth two.
            version 6 sealed "2:e0853cc3d655d590";
            /// The sixth two.
            version 7 sealed "2:68a43c734c526f8d";
            /// The seventh two.
            version 8 sealed "2:2794637477bb362f";
            /// The eighth two.
            version 9 sealed "2:81860953181d6c97";
            /// The ninth two.
            version 10 sealed "2:56943571ebd69c33";
            /// The tenth two.
            version 11 sealed "2:80bc4cc09a8be7ae";
            /// The last two.
            version 12;
        }
        table sample strict {
            id: i64 primary key, name: String, value: f64,
            a1: i64 = 0 since 2, b1: Option<String> since 2,
            a2: i64 = 0 since 3, b2: Option<String> since 3,
            a3: i64 = 0 since 4, b3: Option<String> since 4,
            a4: i64 = 0 since 5, b4: Option<String> since 5,
            a5: i64 = 0 since 6, b5: Option<String> since 6,
            a6: i64 = 0 since 7, b6: Option<String> since 7,
            a7: i64 = 0 since 8, b7: Option<String> since 8,
            a8: i64 = 0 since 9, b8: Option<String> since 9,
            a9: i64 = 0 since 10, b9: Option<String> since 10,
            a10: i64 = 0 since 11, b10: Option<String> since 11,
            a11: i64 = 0 since 12, b11: Option<String> since 12,
        }
    }
}
