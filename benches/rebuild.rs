//! What a rebuild costs beside the same statements by hand, interleaved in one run.
//!
//! `cargo bench --bench rebuild [ROWS]`; a million rows unless told otherwise.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite_schema::{rusqlite::Connection, schema};

/// A schema whose versions each change one column of one table, so that each would need a rebuild.
macro_rules! readings {
    ($module:ident, $($number:literal $sentence:literal $($seal:literal)?),+; $($line:tt)+) => {
        schema! {
            schema $module in "readings.db" {
                history { $(#[doc = $sentence] version $number $(sealed $seal)?;)+ }
                table reading {
                    id: i64 primary key,
                    $($line)+
                    index reading_place (place, taken_at),
                    index reading_taken_at (taken_at desc),
                }
            }
        }
    };
}

readings! {
    once, 1 "Readings." "2:e0910c3383e2f36a", 2 "Values are there.";
    place: String, taken_at: i64, note: Option<String>, kind: Option<String>, unit: Option<String>,
    value: Option<f64> until 2, value: f64 = 0.0 since 2 from "coalesce(value, 0)",
}

readings! {
    four, 1 "Readings." "2:e0910c3383e2f36a", 2 "Values are there." "2:39e579d86007a302",
    3 "Notes are there." "2:5f891a6bd7349715", 4 "Kinds are there." "2:1a31b1531230a9ee", 5 "Units are there.";
    place: String, taken_at: i64,
    note: Option<String> until 3, note: String = "" since 3 from "coalesce(note, '')",
    kind: Option<String> until 4, kind: String = "" since 4 from "coalesce(kind, '')",
    unit: Option<String> until 5, unit: String = "" since 5 from "coalesce(unit, '')",
    value: Option<f64> until 2, value: f64 = 0.0 since 2 from "coalesce(value, 0)",
}

/// What a person would write for `once`, without taking the old table away.
const BARE: &str = "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;
    CREATE TABLE new (id INTEGER PRIMARY KEY, place TEXT NOT NULL, taken_at INTEGER NOT NULL,
        note TEXT, kind TEXT, unit TEXT, value REAL NOT NULL DEFAULT 0.0);
    INSERT INTO new (id, place, taken_at, note, kind, unit, value)
        SELECT id, place, taken_at, note, kind, unit, coalesce(value, 0) FROM reading;
    CREATE INDEX new_place ON new (place, taken_at);
    CREATE INDEX new_taken_at ON new (taken_at DESC);";

/// The same with everything that a rebuild must do.
const WHOLE: &str =
    "DROP TABLE reading; ALTER TABLE new RENAME TO reading; PRAGMA user_version = 2;";

/// A name, and what is done to a copy of the file.
type Way = (&'static str, fn(&Connection));

fn main() {
    let rows = std::env::args()
        .find_map(|it| it.parse().ok())
        .unwrap_or(1_000_000);
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("original.db");
    fill(&original, rows);

    let ways: [Way; 4] = [
        ("create, INSERT … SELECT, indexes, commit", |it| {
            it.execute_batch(&format!("{BARE} COMMIT")).unwrap();
        }),
        ("the same, drop the old table, rename", |it| {
            it.execute_batch(&format!("{BARE} {WHOLE} COMMIT")).unwrap();
        }),
        ("ours, one rebuild", |it| {
            drop(once::migrate(it).unwrap());
        }),
        ("ours, four rebuilds in a row", |it| {
            drop(four::migrate(it).unwrap());
        }),
    ];
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..5 {
        for ((_, way), times) in ways.iter().zip(&mut times) {
            let copy = folder.path().join("copy.db");
            std::fs::copy(&original, &copy).unwrap();
            let connection = Connection::open(&copy).unwrap();
            let begun = Instant::now();
            way(&connection);
            times.push(begun.elapsed());
        }
    }
    let medians = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64()
    });
    println!("| {rows} rows | ms | ratio |\n|---|---|---|");
    for ((name, _), median) in ways.iter().zip(medians) {
        println!(
            "| {name} | {:.0} | {:.2} |",
            median * 1000.0,
            median / medians[0]
        );
    }
}

fn fill(path: &Path, rows: i64) {
    let connection = Connection::open(path).unwrap();
    once::create_at(&connection, 1).unwrap();
    let sql = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
        INSERT INTO reading (place, taken_at, note, kind, unit, value)
        SELECT 'place ' || (n % 1000), n * 37 % 1000003, iif(n % 3, 'a note', NULL), 'kind', 'unit',
            iif(n % 5, n / 7.0, NULL) FROM n";
    connection.execute(sql, [rows]).unwrap();
}
