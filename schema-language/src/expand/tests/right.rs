//! The corrected declarations beside the UI tests: nothing is reported, and they run on SQLite.

use std::{fs, path::Path};

use super::schema;
use crate::syntax::testing::{
    files::{entries, schemas},
    messages,
};

/// What the compiler would be told about the declaration in a file.
fn errors(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let declaration = schemas(text.parse().unwrap()).pop().unwrap();
    messages(schema(declaration))
}

/// The help of each UI test has been followed in the file of its name, and that was all.
#[test]
fn what_the_help_says_to_write_is_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui_right");
    let mut failures = Vec::new();
    let mut count = 0;
    let directories = entries(&root).into_iter().filter(|it| it.is_dir());
    for path in directories.flat_map(|it| entries(&it)) {
        let errors = errors(&path);
        if !errors.is_empty() {
            failures.push(format!("{}:\n{}", path.display(), errors.join("\n")));
        }
        count += 1;
    }
    assert!(count > 300, "{count} declarations");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
