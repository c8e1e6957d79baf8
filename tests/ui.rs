//! What is refused, and in which words: `tests/ui` is the table of contents of the checks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| {
        panic!("{}: {error}", directory.display());
    });
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// Every file below a directory that has this extension.
fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(directory) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found
}

/// The names of the functions `check_…`, without that word.
fn checks() -> Vec<String> {
    let sources = files(Path::new("schema-macros/src/check"), "rs");
    let mut checks = Vec::new();
    for source in sources {
        let text = fs::read_to_string(source).expect("a source");
        let names = text.lines().filter_map(|line| {
            let line = line.strip_prefix("pub(super) ").unwrap_or(line);
            line.strip_prefix("fn check_")?.split(['(', '<']).next()
        });
        checks.extend(names.map(str::to_owned));
    }
    checks.sort();
    checks
}

/// `check_column_twice` is tested in `tests/ui/column_twice/`, and so on for every check.
#[test]
fn every_check_has_ui_tests() {
    let checks = checks();
    assert!(checks.len() > 50, "{checks:?}");
    for check in checks {
        let directory = Path::new("tests/ui").join(&check);
        let tested = directory.is_dir() && !files(&directory, "rs").is_empty();
        assert!(
            tested,
            "no UI test for `check_{check}` in {}",
            directory.display()
        );
    }
}

/// What cannot be read or has no meaning is reported before the checks, what SQLite refuses after
/// them, and what is wrong with the code of a data step by rustc itself; `tests/mistakes.rs` has
/// mistakes that people have shipped, whatever reports them.
const OTHERS: [&str; 5] = ["parse", "lower", "rehearsal", "data_step", "mistakes"];

#[test]
fn every_directory_is_named_after_a_check() {
    let checks = checks();
    for directory in entries(Path::new("tests/ui")) {
        let name = directory
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let known = checks.contains(&name) || OTHERS.contains(&name.as_str());
        assert!(known, "no `check_{name}`");
    }
}

/// trybuild writes what it has got into one directory, whatever the test's own.
#[test]
fn ui_test_names_are_unique() {
    let mut seen: HashMap<String, PathBuf> = HashMap::new();
    for path in files(Path::new("tests/ui"), "rs") {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if let Some(first) = seen.insert(name, path.clone()) {
            panic!("{} and {} have one name", first.display(), path.display());
        }
    }
}

/// A test shows one mistake, so there is little to read around it.
#[test]
fn ui_tests_are_short() {
    let tests = files(Path::new("tests/ui"), "rs");
    assert!(tests.len() >= 100, "{} tests", tests.len());
    for path in tests {
        let text = fs::read_to_string(&path).expect("a test");
        let lines = text.lines().count();
        assert!(lines <= 18, "{} has {lines} lines", path.display());
    }
}

#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
