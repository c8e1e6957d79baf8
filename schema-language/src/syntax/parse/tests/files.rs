//! Declarations in files of Rust.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};

/// What a directory has, in the order of the names.
pub(crate) fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory");
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// What stands in the braces of each `schema! { … }`, wherever in a file that is.
pub(crate) fn schemas(file: TokenStream) -> Vec<TokenStream> {
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
