//! The UI tests, without a compiler: each has one mistake, and is told so once, with help.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{File, Item};

use super::found_with_seals;

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
    found_with_seals(schema.expect("a schema"))
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

/// What stands in the braces of each `schema! { … }`, wherever in a file that is.
fn schemas(file: TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = file.into_iter().collect();
    let mut all = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let called = |it: &[TokenTree]| it[0].to_string() == "schema" && it[1].to_string() == "!";
        if at >= 2 && called(&tokens[at - 2..at]) {
            // In a macro of the test's own, it is no schema yet.
            all.extend(Some(group.stream()).filter(|it| !it.to_string().contains('$')));
        } else {
            all.extend(schemas(group.stream()));
        }
    }
    all
}
