//! What `README.md` and the guide quote is what is there. Its example is a documentation test of the crate.

#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

/// The blocks of the file that begin with these words.
fn blocks(text: &str, words: &str) -> Vec<String> {
    let blocks = text.split("\n```").filter_map(|it| it.split_once('\n'));
    let bodies = blocks.map(|(_, body)| body.to_owned());
    bodies.filter(|it| it.starts_with(words)).collect()
}

#[test]
fn the_compiler_says_what_is_quoted() {
    let readme = fs::read_to_string("README.md").unwrap();
    let quoted = blocks(&readme, "error: ");
    assert_eq!(quoted.len(), 3);
    for error in quoted {
        let (_, place) = error.split_once("--> ").unwrap();
        let (test, _) = place.split_once(".rs:").unwrap();
        let found = fs::read_to_string(format!("{test}.stderr")).unwrap();
        assert_eq!(error.trim_end(), found.trim_end());
    }
}

/// The guide shows only the words, and not in which test they are.
#[test]
fn the_compiler_says_what_the_guide_quotes() {
    let all = fs::read_to_string("docs/compile_errors.md").unwrap();
    let said = blocks(&all, "error: ");
    let mut count = 0;
    for chapter in fs::read_dir("docs/guide").unwrap() {
        let path = chapter.unwrap().path();
        for error in blocks(&fs::read_to_string(&path).unwrap(), "error: ") {
            let found = said.iter().any(|it| it.starts_with(&error));
            assert!(found, "{}: {error}", path.display());
            count += 1;
        }
    }
    assert!(count >= 2, "{count} errors");
}

#[test]
fn the_first_lines_say_what_the_manifest_says() {
    let readme = fs::read_to_string("README.md").unwrap();
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let value = |key: &str| {
        let (_, rest) = manifest.split_once(&format!("\n{key} = \"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let line = readme.lines().nth(2).unwrap();
    let licence = value("license").replace(" OR ", " or ");
    let rust = value("rust-version");
    for part in [
        format!("Licence: {licence}"),
        format!("Rust: {rust} or newer"),
    ] {
        assert!(line.contains(&part), "no `{part}` in `{line}`");
    }
}

#[test]
fn what_is_linked_to_is_there() {
    for file in [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/design.md",
    ] {
        let text = fs::read_to_string(file).unwrap();
        let folder = Path::new(file).parent().unwrap();
        let targets = text.split("](").skip(1).filter_map(|it| it.split_once(')'));
        let local = targets
            .map(|(target, _)| target)
            .filter(|it| !it.contains("://"));
        for target in local {
            if let Some(heading) = target.strip_prefix('#') {
                let headings = text.lines().filter_map(|it| it.strip_prefix('#'));
                let mut anchors =
                    headings.map(|it| it.trim_start_matches(['#', ' ']).to_lowercase());
                let found = anchors.any(|it| it.replace(' ', "-") == heading);
                assert!(found, "{file} links to {target}");
                continue;
            }
            assert!(folder.join(target).exists(), "{file} links to {target}");
        }
    }
}
