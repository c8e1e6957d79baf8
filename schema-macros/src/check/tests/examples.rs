//! The UI tests, without a compiler: each has one mistake, and is told so once, with help.

use std::{
    fs,
    path::{Path, PathBuf},
};

use syn::{File, Item};

use super::found;

fn directories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    entries(&root)
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory");
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn reports(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).expect("a file");
    let file: File = syn::parse_str(&text).expect("Rust");
    let mut items = file.items.into_iter();
    let schema = items.find_map(|it| match it {
        Item::Macro(it) if it.mac.path.segments.last()?.ident == "schema" => Some(it.mac.tokens),
        _ => None,
    });
    found(schema.expect("a schema"))
}

#[test]
fn one_mistake_gives_one_error() {
    let mut failures = Vec::new();
    for directory in directories() {
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
