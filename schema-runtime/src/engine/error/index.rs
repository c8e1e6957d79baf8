//! Holds `docs/errors.md`, the index of all errors, to what the errors say.
//!
//! To accept new words: `INSTA_UPDATE=always cargo test -p schema-runtime --features engine,bundled error_index`.

use std::{collections::BTreeSet, env, fmt::Write, fs, path::Path};

use super::{Error, examples, name::ALL};

/// An example of each variant at least, under the headings of the index.
fn examples() -> [(&'static str, Vec<Error>); 5] {
    [
        ("Files that are refused", examples::of_files()),
        ("Connections, and the library", examples::of_connections()),
        ("Steps, and what comes out of them", examples::of_steps()),
        ("Data steps in Rust", examples::of_data_steps()),
        ("Rehearsals", examples::of_rehearsals()),
    ]
}

const HEAD: &str = "# Errors

Every error of `rusqlite-schema`, by what it is about, with an example of each as `Error::with_causes` prints it. A test
writes this page and holds it to the code.
";

/// What the documentation of a variant says: that of its fields is indented further.
fn meaning(variant: &str) -> String {
    let mut said = Vec::new();
    let lines = include_str!("mod.rs").lines();
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
        let mut last = "";
        for error in &errors {
            let name = error.name();
            if name != last {
                write!(index, "\n### `{name}`\n\n{}\n", meaning(name)).unwrap();
            }
            write!(index, "\n```text\n{}\n```\n", error.with_causes()).unwrap();
            last = name;
        }
    }
    index
}

#[test]
fn the_error_index_has_every_error_as_it_reads() {
    let examples = examples();
    let errors = examples.iter().flat_map(|(_, errors)| errors);
    let shown: BTreeSet<&str> = errors.map(Error::name).collect();
    assert_eq!(shown, ALL.iter().copied().collect());
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
    let of_runs = examples
        .iter()
        .filter(|(heading, _)| *heading != "Rehearsals");
    for error in of_runs.flat_map(|(_, errors)| errors) {
        if matches!(error, Error::Statement(_) | Error::Failed(_)) {
            // These are the caller's own.
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
