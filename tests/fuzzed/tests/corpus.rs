//! What a fuzzer has found worth keeping, gone through once more.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::{
    collections::BTreeMap,
    fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    thread,
};

/// A thread has less stack than a program.
const STACK: usize = 64 << 20;

/// Calls a target with each file of its corpus, and fails with the names of those that it can't take,
/// or if one of the words is never what comes of it.
fn go_through(target: &str, survives: fn(&[u8]) -> String, words: &[&str]) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let files: Vec<PathBuf> = fs::read_dir(corpus.join(target))
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    let run = move || {
        let came_to = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            panic::catch_unwind(AssertUnwindSafe(|| survives(&bytes))).ok()
        };
        let outcomes = files.iter().map(|path| (path.clone(), came_to(path)));
        outcomes.collect::<Vec<_>>()
    };
    let outcomes = thread::Builder::new().stack_size(STACK).spawn(run).unwrap();
    let outcomes = outcomes.join().unwrap();
    let wrong = outcomes.iter().filter(|(_, word)| word.is_none());
    let wrong: Vec<_> = wrong.map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for word in outcomes.into_iter().filter_map(|(_, word)| word) {
        *seen.entry(word).or_default() += 1;
    }
    println!("{target}: {seen:#?}");
    for word in words {
        assert!(seen.contains_key(*word), "{word}: {seen:#?}");
    }
}

#[test]
fn files() {
    let words = [
        "Adopted",
        "AnotherHistory",
        "Broken",
        "CannotAdopt",
        "Created",
        "Current",
        "Drift",
        "InTheWay",
        "Newer",
        "NotADatabase",
        "NotOurs",
        "Repaired",
        "Step",
        "TooNew",
        "TooOld",
        "Undeclared",
        "Upgraded",
    ];
    go_through("file", fuzzed::file::survives, &words);
}

#[test]
fn macro_input() {
    let words = ["a schema", "errors", "no tokens"];
    go_through("macro_input", fuzzed::macro_input::survives, &words);
}
