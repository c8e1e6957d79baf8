//! What is refused, and in which words: `tests/ui` is the table of contents of the checks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/sources.rs"]
mod sources;

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use self::sources::{checks, entries, files};

/// `check_column_twice` is tested in `tests/ui/column_twice/`, and so on for every check.
#[test]
fn every_check_has_ui_tests() {
    let checks = checks();
    assert!(checks.len() > 50, "{checks:?}");
    for check in checks {
        let directory = Path::new("tests/ui").join(&check.name);
        let tested = directory.is_dir() && !files(&directory, "rs").is_empty();
        assert!(
            tested,
            "no UI test for `check_{}` in {}",
            check.name,
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
    let checks: Vec<String> = checks().into_iter().map(|it| it.name).collect();
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

/// What is wrong in `tests/ui/column_twice/no_until.rs` is right in `tests/ui_right/column_twice/no_until.rs`.
#[test]
fn every_ui_test_has_its_right_declaration() {
    let below = |root: &str| {
        let directories = entries(Path::new(root))
            .into_iter()
            .filter(|it| it.is_dir());
        let paths = directories.flat_map(|it| files(&it, "rs"));
        let below = paths.map(|it| it.strip_prefix(root).expect("a path below").to_owned());
        below.collect::<Vec<_>>()
    };
    let tests = below("tests/ui");
    assert_eq!(tests, below("tests/ui_right"));
    for path in tests {
        let text = |root: &str| fs::read_to_string(Path::new(root).join(&path)).expect("a test");
        let (wrong, right) = (text("tests/ui"), text("tests/ui_right"));
        assert_ne!(wrong, right, "{}", path.display());
    }
}

#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
