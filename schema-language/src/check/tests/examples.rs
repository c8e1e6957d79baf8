//! The UI tests, without a compiler: each has one mistake, and is told so once, with help.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::found_with_seals;
use crate::syntax::testing::files::{entries, schemas};

fn directories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    entries(&root)
}

fn reports(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).expect("a file");
    let mut schemas = schemas(text.parse().expect("tokens"));
    found_with_seals(schemas.pop().expect("a schema"))
}

#[test]
fn one_mistake_gives_one_error() {
    let mut failures = Vec::new();
    for directory in directories() {
        // What only SQLite or rustc can refuse is beyond the checks.
        if ["rehearsal", "mistakes", "data_step"]
            .iter()
            .any(|it| directory.ends_with(it))
        {
            continue;
        }
        for path in entries(&directory) {
            if path.extension().is_none_or(|it| it != "rs") {
                continue;
            }
            let reports = reports(&path);
            if std::env::var_os("SHOW_REPORTS").is_some() {
                println!(
                    "== {}",
                    path.strip_prefix(env!("CARGO_MANIFEST_DIR"))
                        .unwrap()
                        .display()
                );
                for (place, message) in &reports {
                    println!(
                        "   at {place:?}\n      {}",
                        message.replace('\n', "\n      ")
                    );
                }
            }
            // The second place of an error has a message of its own, without help.
            let helped = reports
                .iter()
                .filter(|(_, it)| it.contains("\nhelp: ") || it.contains("\nnote: "));
            let placed = reports.iter().all(|(place, _)| !place.is_empty());
            if helped.count() != 1 || reports.len() > 2 || !placed {
                failures.push(format!("{}: {reports:#?}", path.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every schema of the workspace that a program uses.
#[test]
fn schemas_in_use_are_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut count = 0;
    for directory in ["tests", "examples/wavestore/src"] {
        for path in entries(&root.join(directory)) {
            if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).expect("a file");
                for tokens in schemas(text.parse().expect("tokens")) {
                    let reports = found_with_seals(tokens);
                    assert!(reports.is_empty(), "{}: {reports:#?}", path.display());
                    count += 1;
                }
            }
        }
    }
    assert!(count > 3, "{count} schemas");
}
