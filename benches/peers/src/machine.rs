//! On what it was measured.

use std::{fs, process::Command};

/// What is measured against, and what it runs on.
const CRATES: [&str; 8] = [
    "rusqlite_migration",
    "refinery",
    "diesel_migrations",
    "sqlx",
    "rust-query",
    "diesel",
    "rusqlite",
    "libsqlite3-sys",
];

/// How many processes wanted a core in the last minute, where the system says so.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

pub(crate) fn describe(locks: &[String], load: &str) -> String {
    let rustc = Command::new("rustc").arg("--version").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    let cores = std::thread::available_parallelism().unwrap();
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|it| it.strip_prefix("model name"));
    let model = model.map_or("", |it| it.trim_start_matches([' ', '\t', ':']));
    let mut crates: Vec<String> = CRATES.iter().filter_map(|it| versions(it, locks)).collect();
    crates.push(rustc.trim().to_owned());
    format!(
        "{}. {cores} cores, {model}, {}. One-minute load: {load}.\n",
        crates.join(", "),
        env_os()
    )
}

fn env_os() -> &'static str {
    std::env::consts::OS
}

/// The versions of a crate in all lockfiles.
fn versions(name: &str, locks: &[String]) -> Option<String> {
    let mut found: Vec<&str> = locks
        .iter()
        .filter_map(|lock| {
            let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
            Some(rest.split_once('"')?.0)
        })
        .collect();
    found.dedup();
    (!found.is_empty()).then(|| format!("{name} {}", found.join(", ")))
}
