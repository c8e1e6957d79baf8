//! What data steps in Rust cost beside the same work by hand.
//!
//! `cargo bench --bench data_step [ROWS] [COPIES]`: definitions and instances to consolidate, and rows
//! to copy; 100,000 and 1,000,000 unless told otherwise.
//!
//! Each round of each way is a process of its own, which says how long it took and how much memory it
//! had at most: only that counts what SQLite takes as well.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    missing_docs,
    unreachable_pub
)]

#[path = "data_step/by_hand.rs"]
mod by_hand;
#[path = "../examples/wavestore/src/consolidation/mod.rs"]
mod consolidation;
#[path = "data_step/copy.rs"]
mod copy;
#[path = "../examples/wavestore/tests/support/agents.rs"]
mod generated;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use rusqlite_schema::rusqlite::Connection;

use self::consolidation::agents;

/// What the process of one round is told by.
const ROUND: &str = "DATA_STEP_ROUND";

const ROUNDS: usize = 7;

/// What is done, and to a copy of which file.
struct Way {
    name: &'static str,
    file: &'static str,
    run: fn(&Connection),
}

const WAYS: [Way; 4] = [
    Way {
        name: "the consolidation by hand",
        file: "agents.db",
        run: by_hand::consolidate,
    },
    Way {
        name: "the consolidation, ours",
        file: "agents.db",
        run: |it| drop(agents::migrate(it).unwrap()),
    },
    Way {
        name: "the copy by hand",
        file: "readings.db",
        run: copy::by_hand,
    },
    Way {
        name: "the copy, ours",
        file: "readings.db",
        run: |it| drop(copy::readings::migrate(it).unwrap()),
    },
];

/// What a round took.
#[derive(Clone, Copy, Default)]
struct Taken {
    milliseconds: f64,
    mebibytes: f64,
}

fn main() {
    if let Ok(round) = env::var(ROUND) {
        let (way, file) = round.split_once(' ').unwrap();
        return round_of(&WAYS[way.parse::<usize>().unwrap()], Path::new(file));
    }
    let numbers: Vec<i64> = env::args().filter_map(|it| it.parse().ok()).collect();
    let rows = numbers.first().copied().unwrap_or(100_000);
    let copies = numbers.get(1).copied().unwrap_or(1_000_000);
    let folder = tempfile::tempdir().unwrap();
    make_files(folder.path(), rows, copies);

    let mut taken: [Vec<Taken>; 4] = Default::default();
    for round in 0..ROUNDS {
        for (at, way) in WAYS.iter().enumerate() {
            let copy = folder.path().join("copy.db");
            fs::copy(folder.path().join(way.file), &copy).unwrap();
            taken[at].push(in_a_process(at, &copy));
            if round == 0 {
                check(way, &copy, &folder.path().join(way.file));
            }
        }
    }
    println!("| {rows} definitions and instances, {copies} rows | ms | ratio | MiB | ratio |");
    println!("|---|---|---|---|---|");
    let medians = taken.map(|it| median(&it));
    for (at, Way { name, .. }) in WAYS.iter().enumerate() {
        let (it, hand) = (medians[at], medians[at / 2 * 2]);
        println!(
            "| {name} | {:.0} | {:.2} | {:.1} | {:.2} |",
            it.milliseconds,
            it.milliseconds / hand.milliseconds,
            it.mebibytes,
            it.mebibytes / hand.mebibytes,
        );
    }
}

fn make_files(folder: &Path, rows: i64, copies: i64) {
    let connection = Connection::open(folder.join("agents.db")).unwrap();
    agents::create_at(&connection, 4).unwrap();
    generated::fill(&connection, rows);
    let connection = Connection::open(folder.join("readings.db")).unwrap();
    copy::fill(&connection, copies);
}

/// Runs a way in this process, and says what it took.
fn round_of(way: &Way, file: &Path) {
    let connection = Connection::open(file).unwrap();
    let begun = Instant::now();
    (way.run)(&connection);
    let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    println!("{milliseconds} {}", most_memory());
}

fn in_a_process(way: usize, file: &Path) -> Taken {
    let mut command = Command::new(env::current_exe().unwrap());
    command.env(ROUND, format!("{way} {}", file.display()));
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let (milliseconds, mebibytes) = said.trim().split_once(' ').unwrap();
    Taken {
        milliseconds: milliseconds.parse().unwrap(),
        mebibytes: mebibytes.parse().unwrap(),
    }
}

/// The most memory that this process had, in MiB, where the system says so.
fn most_memory() -> f64 {
    let status = fs::read_to_string(PathBuf::from("/proc/self/status")).unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|it| it.trim().strip_suffix(" kB")?.parse().ok());
    kibibytes.map_or(f64::NAN, |it: f64| it / 1024.0)
}

/// Both ways must come to the same.
fn check(way: &Way, new: &Path, old: &Path) {
    let connection = Connection::open(new).unwrap();
    let attach = format!("ATTACH '{}' AS old", old.display());
    connection.execute_batch(&attach).unwrap();
    let differences = match way.file {
        "agents.db" => {
            // Whatever was done by hand has the shape that is declared.
            assert_eq!(agents::migrate(&connection).unwrap().warnings, []);
            generated::differences(&connection)
        }
        _ => copy::differences(&connection),
    };
    assert_eq!(differences, 0, "{}", way.name);
}

fn median(taken: &[Taken]) -> Taken {
    let middle = |which: fn(&Taken) -> f64| {
        let mut all: Vec<f64> = taken.iter().map(which).collect();
        all.sort_unstable_by(f64::total_cmp);
        all[all.len() / 2]
    };
    Taken {
        milliseconds: middle(|it| it.milliseconds),
        mebibytes: middle(|it| it.mebibytes),
    }
}
