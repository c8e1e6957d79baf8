//! Holds `docs/errors.md`, the index of all errors, to what the errors say.
//!
//! To accept new words: `INSTA_UPDATE=always cargo test -p rusqlite-schema-runtime --features bundled,rehearsal error_index`.

use std::{collections::BTreeSet, env, fmt::Write, fs, path::Path};

use super::{
    Error, RehearsalError, examples,
    name::{ALL, ALL_OF_REHEARSALS},
};

/// An example of each variant at least, under the headings of the index.
fn examples() -> [(&'static str, Vec<Error>); 4] {
    [
        ("Files that are refused", examples::of_files()),
        ("Connections, and the library", examples::of_connections()),
        ("Steps, and what comes out of them", examples::of_steps()),
        ("Data steps in Rust", examples::of_data_steps()),
    ]
}

const HEAD: &str = "# Errors

Every error of `rusqlite-schema`, by what it is about, with an example of each as `Error::with_causes` prints it. A test
writes this page and holds it to the code.
";

const OF_REHEARSALS: &str = "
## Rehearsals

`rehearse` and `rehearse_from` return a `RehearsalError`: one of those above, as its `Run`, or one that no run gives.
";

/// What the documentation of a variant says: that of its fields is indented further.
fn meaning(source: &str, variant: &str) -> String {
    let mut said = Vec::new();
    let lines = source.lines();
    for line in lines.filter_map(|it| it.strip_prefix("    ")) {
        if let Some(sentence) = line.strip_prefix("///") {
            said.push(sentence.trim());
        } else if line.starts_with(char::is_uppercase) {
            if line.split([' ', '(', ',']).next() == Some(variant) {
                return said.join("\n");
            }
            said.clear();
        }
    }
    panic!("`{variant}` has no documentation");
}

fn index() -> String {
    let mut index = HEAD.to_owned();
    for (heading, errors) in examples() {
        write!(index, "\n## {heading}\n").unwrap();
        let entries = errors
            .iter()
            .map(|it| (it.name(), it.with_causes().to_string()));
        list(&mut index, include_str!("mod.rs"), entries);
    }
    index += OF_REHEARSALS;
    let errors = examples::of_rehearsals();
    let entries = errors
        .iter()
        .map(|it| (it.name(), it.with_causes().to_string()));
    list(&mut index, include_str!("rehearsal.rs"), entries);
    index
}

/// Writes each error's name once, what it means after the source that declares it, and how it reads.
fn list(index: &mut String, source: &str, entries: impl Iterator<Item = (&'static str, String)>) {
    let mut last = "";
    for (name, text) in entries {
        if name != last {
            write!(index, "\n### `{name}`\n\n{}\n", meaning(source, name)).unwrap();
        }
        write!(index, "\n```text\n{text}\n```\n").unwrap();
        last = name;
    }
}

#[test]
fn the_error_index_has_every_error_as_it_reads() {
    let examples = examples();
    let errors = examples.iter().flat_map(|(_, errors)| errors);
    let shown: BTreeSet<&str> = errors.map(Error::name).collect();
    assert_eq!(shown, ALL.iter().copied().collect());
    let of_rehearsals = examples::of_rehearsals();
    let shown: BTreeSet<&str> = of_rehearsals.iter().map(RehearsalError::name).collect();
    assert_eq!(shown, ALL_OF_REHEARSALS.iter().copied().collect());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md");
    if env::var_os("INSTA_UPDATE").is_some_and(|it| it == "always") {
        fs::write(&path, index()).unwrap();
    }
    let (written, index) = (fs::read_to_string(&path).unwrap_or_default(), index());
    let mut lines = written.lines().zip(index.lines());
    let differs = lines.find(|(was, is)| was != is);
    assert!(written == index, "docs/errors.md: {differs:?}");
}

/// A person who has three files open has to know which one it is, and what to do.
#[test]
fn every_refusal_of_a_file_names_it_and_says_what_to_do() {
    let examples = examples();
    for error in examples.iter().flat_map(|(_, errors)| errors) {
        if matches!(error, Error::Statement(_)) {
            // It is the caller's own.
            continue;
        }
        let said = error.to_string();
        for part in ["notes.db", "nothing was changed", "\nhelp: "] {
            assert!(
                said.contains(part),
                "no `{part}` in {}: {said}",
                error.name()
            );
        }
    }
}
