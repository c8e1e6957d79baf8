//! Every system can check this repository out: no path in it is one that some system can't have.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{MAIN_SEPARATOR_STR, Path},
    process::Command,
};

/// Windows takes a file of such a name for a device, whatever its extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Those of which there are nine.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Windows has 260 characters for a path, with the folder that the repository is in.
const LONGEST: usize = 200;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The paths of the repository, from its root, with `/` between folders.
fn paths() -> Vec<String> {
    let paths = tracked().unwrap_or_else(|| {
        let mut paths = Vec::new();
        walk(root(), &mut paths);
        paths
    });
    assert!(paths.len() > 100, "only {} paths were found", paths.len());
    paths
}

/// What git knows, if this is a checkout; a package is none.
fn tracked() -> Option<Vec<String>> {
    if !root().join(".git").exists() {
        return None;
    }
    let mut command = Command::new("git");
    let listed = command.args(["ls-files", "-z"]).current_dir(root());
    let listed = listed.output().ok().filter(|it| it.status.success())?;
    let text = String::from_utf8(listed.stdout).expect("a path is not UTF-8");
    Some(text.split_terminator('\0').map(str::to_owned).collect())
}

/// What is there, but for what cargo has built.
fn walk(folder: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_built = path.join("CACHEDIR.TAG").exists();
        if path.is_dir() && !is_built && !path.ends_with(".git") {
            walk(&path, paths);
        } else if path.is_file() {
            let path = path.strip_prefix(root()).unwrap();
            let path = path.to_str().expect("a path is not UTF-8");
            paths.push(path.replace(MAIN_SEPARATOR_STR, "/"));
        }
    }
}

/// Why some system can't have a path.
fn problem(path: &str) -> Option<&'static str> {
    if path.encode_utf16().count() > LONGEST {
        return Some("it is too long");
    }
    path.split('/').find_map(problem_of_name)
}

fn problem_of_name(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end().to_lowercase();
    let is_numbered = |device: &&str| {
        let number = stem.strip_prefix(*device);
        number.is_some_and(|it| it.len() == 1 && ("1"..="9").contains(&it))
    };
    if DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.iter().any(is_numbered) {
        return Some("Windows has a device of this name");
    }
    if name.contains(|it: char| it.is_control() || "<>:\"|?*\\".contains(it)) {
        return Some("Windows forbids a character of it");
    }
    name.ends_with(['.', ' '])
        .then_some("Windows takes the last character away")
}

/// Paths that some system takes for one, folders included.
fn clashes(paths: &[String]) -> BTreeSet<(String, String)> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut clashes = BTreeSet::new();
    for path in paths {
        let ends = path.match_indices('/').map(|(at, _)| at);
        for part in ends.chain([path.len()]).filter_map(|it| path.get(..it)) {
            let first = *seen.entry(part.to_lowercase()).or_insert(part);
            if first != part {
                clashes.insert((first.to_owned(), part.to_owned()));
            }
        }
    }
    clashes
}

#[test]
fn every_system_can_have_every_path() {
    let paths = paths();
    let problems: Vec<String> = paths
        .iter()
        .filter_map(|path| Some(format!("{path}: {}", problem(path)?)))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_two_paths_differ_in_case_only() {
    let clashes = clashes(&paths());
    assert!(clashes.is_empty(), "{clashes:#?}");
}

/// What is looked for is found.
#[test]
fn paths_that_some_system_cannot_have() {
    let long = "long/".repeat(50);
    for path in [
        "nul",
        "tests/NUL.rs",
        "tests/aux/mod.rs",
        "con.tar.gz",
        "com1",
        "Lpt9.txt",
        "prn .rs",
        "a?b",
        "a:b/c",
        "back\\slash",
        "tab\there",
        "a/b./c",
        "a /b",
        "trailing.",
        &long,
    ] {
        assert!(problem(path).is_some(), "{path}");
    }
    for path in [
        "null.rs",
        "src/console.rs",
        "com0",
        "com10.txt",
        "common/lpt.rs",
        ".github/aux_.rs",
        "not.nul",
        "a b/c",
    ] {
        assert_eq!(problem(path), None, "{path}");
    }
    let paths = ["a/B/c", "a/b/d", "x/y", "X"].map(str::to_owned);
    let expected = [("a/B", "a/b"), ("x", "X")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(clashes(&paths), expected.into());
}

/// A package has no `.git`, and its paths are looked at all the same.
#[test]
fn what_git_knows_is_there() {
    let Some(tracked) = tracked() else { return };
    let mut walked = Vec::new();
    walk(root(), &mut walked);
    for path in tracked {
        if root().join(&path).is_file() {
            assert!(walked.contains(&path), "{path}");
        }
    }
}
