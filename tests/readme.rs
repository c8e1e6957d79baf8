//! What `README.md` quotes is what is there. Its example is a documentation test of the crate.

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

#[test]
fn what_is_linked_to_is_there() {
    for file in ["README.md", "CONTRIBUTING.md", "docs/design.md"] {
        let text = fs::read_to_string(file).unwrap();
        let folder = Path::new(file).parent().unwrap();
        let targets = text.split("](").skip(1).filter_map(|it| it.split_once(')'));
        let local = targets
            .map(|(target, _)| target)
            .filter(|it| !it.contains("://"));
        for target in local {
            assert!(folder.join(target).exists(), "{file} links to {target}");
        }
    }
}
