//! What a schema costs each time it is compiled, beside the same history written in other ways, interleaved.
//!
//! `cargo bench --bench compile_time [ROUNDS] [TABLESxVERSIONS …]`; nine rounds unless told otherwise,
//! three of the largest.
//!
//! Writes a package for each schema into the target directory, seals it, and has `cargo check` look at
//! it after a touch. The compiler runs under this program, which watches how much memory it takes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    thread,
    time::Duration,
};

#[path = "compile_time/changes.rs"]
mod changes;
#[path = "compile_time/declaration.rs"]
mod declaration;
#[path = "compile_time/package.rs"]
mod package;
#[path = "compile_time/rust_query.rs"]
mod rust_query;
#[path = "compile_time/strings.rs"]
mod strings;

use package::{Package, Sample, Written};

/// Where the compiler's peak memory is written, if this program stands before it.
const MEMORY: &str = "COMPILE_TIME_MEMORY";

/// How often the compiler's memory is looked at.
const GLANCE: Duration = Duration::from_millis(5);

const OURS: [Written; 3] = [Written::Strings, Written::Declared, Written::Rehearsed];

/// Tables, versions, and at most so many rounds.
const SCHEMAS: [(usize, usize, usize); 3] = [(20, 10, 99), (10, 50, 99), (500, 100, 3)];

fn main() -> ExitCode {
    match env::var_os(MEMORY) {
        Some(file) => watch(Path::new(&file)),
        None => measure(),
    }
}

/// Runs the compiler that cargo asks for, and notes its peak memory in kilobytes.
fn watch(file: &Path) -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let mut child = Command::new(arguments.next().unwrap());
    let mut child = child.args(arguments).spawn().unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = None;
    let code = loop {
        peak = peak_memory(&status).or(peak);
        if let Some(code) = child.try_wait().unwrap() {
            break code;
        }
        thread::sleep(GLANCE);
    };
    if let Some(peak) = peak {
        fs::write(file, peak.to_string()).unwrap();
    }
    if code.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What Linux says of a process; other systems say nothing.
fn peak_memory(status: &Path) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let mut lines = status.lines();
    let line = lines.find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn measure() -> ExitCode {
    let mut arguments = env::args().skip(1).filter(|it| it != "--bench");
    let rounds = arguments.next().map_or(9, |it| it.parse().unwrap());
    let mut schemas: Vec<(usize, usize, usize)> = arguments.map(|it| size(&it)).collect();
    if schemas.is_empty() {
        schemas.extend(SCHEMAS);
    }
    println!("| schema | written as | `cargo check` ms | ratio | processor ms | rustc MB |");
    println!("|---|---|---|---|---|---|");
    for (tables, versions, most) in schemas {
        let mut ways = OURS.to_vec();
        // It would take minutes, and it is known that it takes longer than it should.
        if tables * versions <= 1000 {
            ways.push(Written::RustQuery);
        }
        let samples = compare(&ways, tables, versions, rounds.min(most));
        for (way, it) in ways.iter().zip(&samples) {
            let milliseconds = it.time.as_secs_f64() * 1000.0;
            let ratio = it.time.as_secs_f64() / samples[0].time.as_secs_f64();
            let memory = it.memory.map_or("–".into(), |it| (it / 1024).to_string());
            println!(
                "| {tables} tables, {versions} versions | {} | {milliseconds:.0} | {ratio:.2} | \
                 {} | {memory} |",
                way.name(),
                it.processor.as_millis()
            );
        }
    }
    ExitCode::SUCCESS
}

/// Tables and versions as in `20x10`.
fn size(argument: &str) -> (usize, usize, usize) {
    let (tables, versions) = argument.split_once('x').unwrap();
    (
        tables.parse().unwrap(),
        versions.parse().unwrap(),
        usize::MAX,
    )
}

/// Checks a history in each way, in turns; the medians.
fn compare(ways: &[Written], tables: usize, versions: usize, rounds: usize) -> Vec<Sample> {
    let packages: Vec<Package> = ways
        .iter()
        .map(|it| Package::new(*it, tables, versions))
        .collect();
    // What they depend on is compiled beforehand.
    for package in &packages {
        package.sample();
    }
    let mut samples: Vec<Vec<Sample>> = packages.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (package, samples) in packages.iter().zip(&mut samples) {
            samples.push(package.sample());
        }
    }
    samples.into_iter().map(median).collect()
}

fn median(mut samples: Vec<Sample>) -> Sample {
    samples.sort_by_key(|it| it.time);
    samples[samples.len() / 2]
}
