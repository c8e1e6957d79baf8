//! The checks of the macro and the files of their UI tests, as they stand in the repository.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What a directory has, in the order of the names.
pub(crate) fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| {
        panic!("{}: {error}", directory.display());
    });
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// Every file below a directory that has this extension.
pub(crate) fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(directory) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found
}

/// A function `check_…` of the macro.
#[derive(Debug)]
pub(crate) struct Check {
    /// What the file that it stands in is for.
    pub(crate) file: String,
    /// Its name, without that word.
    pub(crate) name: String,
    /// The comment above it.
    pub(crate) comment: String,
}

/// Every check, in the order of their names.
pub(crate) fn checks() -> Vec<Check> {
    let mut checks = Vec::new();
    for source in files(Path::new("schema-language/src/check"), "rs") {
        let text = fs::read_to_string(source).expect("a source");
        let file = text.lines().map_while(|it| it.strip_prefix("//! "));
        let file = file.collect::<Vec<_>>().join(" ");
        let mut comment = Vec::new();
        for line in text.lines() {
            if let Some(said) = line.strip_prefix("//") {
                comment.push(said.trim_end());
                continue;
            }
            let function = line.strip_prefix("pub(super) ").unwrap_or(line);
            if let Some(rest) = function.strip_prefix("fn check_") {
                checks.push(Check {
                    file: file.clone(),
                    name: rest.split(['(', '<']).next().unwrap_or(rest).to_owned(),
                    comment: comment.join("\n"),
                });
            }
            comment.clear();
        }
    }
    checks.sort_by(|a, b| a.name.cmp(&b.name));
    checks
}
