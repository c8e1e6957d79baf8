//! A package of a user's, whose files are those of `fixture/`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

/// A package in a folder of the build.
pub struct Project {
    folder: PathBuf,
}

/// A place in a file, counted from 0 as editors do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub(crate) uri: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

const MANIFEST: &str = r#"
[package]
name = "user"
edition = "2024"

[workspace]

[dependencies]
# No rehearsal: what an editor is shown is the same, and SQLite need not be compiled.
rusqlite-schema = { path = 'ROOT', default-features = false }
"#;

impl Project {
    /// Writes the package.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let house = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = house.join("../..").canonicalize().unwrap();
        let source = folder.join("src");
        fs::create_dir_all(&source).unwrap();
        let manifest = MANIFEST.replace("ROOT", &root.display().to_string());
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        // The versions that the workspace has, which are here already.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        fs::write(source.join("lib.rs"), "pub mod broken;\npub mod sound;\n").unwrap();
        for name in ["broken.rs", "sound.rs"] {
            fs::copy(house.join("fixture").join(name), source.join(name)).unwrap();
        }
        Self {
            folder: folder.canonicalize().unwrap(),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn uri(&self, file: &str) -> String {
        format!("file://{}", self.folder.join("src").join(file).display())
    }

    pub(crate) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join("src").join(file)).unwrap()
    }

    /// Where the `|` of a text stands that a file has once.
    #[must_use]
    pub fn place(&self, file: &str, marked: &str) -> Place {
        let (before, after) = marked.split_once('|').expect("a mark");
        let text = self.text(file);
        let found: Vec<_> = text.match_indices(&format!("{before}{after}")).collect();
        assert_eq!(found.len(), 1, "{marked} in {file}");
        let upto = &text[..found[0].0 + before.len()];
        let line = upto.matches('\n').count();
        let column = upto.len() - upto.rfind('\n').map_or(0, |it| it + 1);
        let uri = self.uri(file);
        Place { uri, line, column }
    }
}

impl Place {
    pub(crate) fn position(&self) -> Value {
        json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": self.line, "character": self.column },
        })
    }
}
