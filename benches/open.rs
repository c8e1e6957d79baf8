//! Opening a current file, beside opening it and reading its version alone.
//!
//! `cargo bench --bench open`

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use rusqlite_schema::{
    Drift, Options,
    rusqlite::{Connection, Result},
    schema,
};

schema! {
    /// Twelve tables, with an index each.
    schema shop in "shop.db" {
        const KINDS: Kind = [a, b, c, d, e, f, g, h, i, j, k, l];

        history {
            /// The first tables.
            version 1 sealed "2:accf81628a0f8e78";
            /// A column more.
            version 2;
        }

        table item_{kind} for kind in KINDS as Item {
            id: i64 primary key,
            name: String,
            price: f64 = 0.0,
            created_at: i64 = sql("unixepoch()"),
            parent: Option<i64> references item_{kind}(id) on delete cascade,
            note: Option<String> since 2,

            check "price >= 0",
            unique index by_name_{kind} (name),
        }
        view cheap "SELECT name FROM item_a WHERE price < 1";
    }
}

const ROUNDS: usize = 400;

/// Opens a file in some way.
type Way<'a> = (&'a str, Box<dyn Fn(&Path) + 'a>);

fn version(connection: &Connection) -> Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn ways<'a>() -> Vec<Way<'a>> {
    let ours = |drift: Drift| {
        move |path: &Path| {
            let options = Options::default().drift(drift);
            let (connection, report) = shop::open_with(path, &options).unwrap();
            assert!(report.warnings.is_empty());
            first_query(&connection);
        }
    };
    vec![
        (
            "open, `PRAGMA user_version`",
            Box::new(|path| {
                let connection = Connection::open(path).unwrap();
                assert_eq!(version(&connection).unwrap(), shop::VERSION);
                first_query(&connection);
            }),
        ),
        ("ours, `Drift::Ignore`", Box::new(ours(Drift::Ignore))),
        ("ours, `Drift::Report`", Box::new(ours(Drift::Report))),
    ]
}

/// What a program opens a file for. SQLite reads the schema when it is first asked for something.
fn first_query(connection: &Connection) {
    let sql = "SELECT count(*) FROM item_a";
    let count: i64 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(count, 0);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn measure(name: &str, path: &Path) {
    let ways = ways();
    let mut times = vec![Vec::new(); ways.len()];
    // They take turns, so that a busy machine slows all of them alike.
    for _ in 0..ROUNDS {
        for ((_, way), times) in ways.iter().zip(&mut times) {
            let began = Instant::now();
            way(path);
            times.push(began.elapsed());
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    let base = medians.first().copied().unwrap_or_default();
    println!("| {name} | µs | ratio |\n|---|---|---|");
    for ((way, _), median) in ways.iter().zip(medians) {
        let ratio = median.as_secs_f64() / base.as_secs_f64();
        println!("| {way} | {} | {ratio:.2} |", median.as_micros());
    }
    println!();
}

fn main() {
    let folder = std::env::temp_dir().join(format!("open-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (created, upgraded) = (folder.join("created.db"), folder.join("upgraded.db"));
    shop::open(&created).unwrap();
    shop::create_at(&Connection::open(&upgraded).unwrap(), 1).unwrap();
    shop::open(&upgraded).unwrap();
    measure("a file that was created", &created);
    measure("a file that was upgraded in place", &upgraded);
    fs::remove_dir_all(&folder).unwrap();
}
