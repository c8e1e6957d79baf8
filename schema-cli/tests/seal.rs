//! `cargo schema seal`, over small workspaces that the compiler checks.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_collect
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A workspace of one package.
struct Workspace(TempDir);

impl Workspace {
    fn new(files: &[(&str, &str)]) -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        let manifest = format!(
            "[package]\nname = \"small\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n\
             [dependencies]\nrusqlite-schema = {{ path = {REPOSITORY:?}, default-features = false }}\n"
        );
        workspace.write("Cargo.toml", &manifest);
        let lock = Path::new(REPOSITORY).join("Cargo.lock");
        fs::copy(lock, workspace.path("Cargo.lock")).unwrap();
        for (name, text) in files {
            workspace.write(name, text);
        }
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// `cargo schema seal`; what was compiled is kept for the next test.
    fn seal(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_cargo-schema"))
            .args(["schema", "seal"])
            .args(arguments)
            .arg("--offline")
            .current_dir(self.0.path())
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("small"),
            )
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }
}

/// A schema whose versions have these heads.
fn schema(name: &str, versions: &[&str]) -> String {
    let sentences = ["Books, 書籍 “é”.", "Pages.", "Years."];
    let versions = sentences.iter().zip(versions);
    let versions: String = versions
        .map(|(sentence, version)| format!("            /// {sentence}\n            {version}\n"))
        .collect();
    format!(
        "rusqlite_schema::schema! {{\n    /// Ä schema.\n    pub schema {name} in \"{name}.db\" {{\n        \
         history {{\n{versions}        }}\n        table book as Book {{\n            id: i64 primary key,\n            \
         pages: i64 = 0 since 2,\n        }}\n    }}\n}}\n"
    )
}

fn assert_exits(output: &Output, code: i32) {
    let said = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it).into_owned());
    assert_eq!(output.status.code(), Some(code), "{}\n{}", said[0], said[1]);
}

#[test]
fn every_seal_is_written_at_its_version() {
    let two = [
        "version 1;",
        r#"version 2 { sql "UPDATE book SET pages = 1"; }"#,
    ];
    let mixed = [
        "version 1 sealed \"\";",
        "version 2;",
        "version 3 compatible { }",
    ];
    let one = schema("one", &two) + &schema("other", &mixed[..2]);
    let windows = schema("windows", &two).replace('\n', "\r\n");
    let windows = format!("\u{feff}{windows}");
    let generated = format!(
        "macro_rules! made {{ () => {{ {} }} }}\nmade!();\n",
        schema("made", &two)
    );
    let shared = schema("shared", &two);
    let workspace = Workspace::new(&[
        (
            "src/lib.rs",
            &format!("mod windows;\nmod generated;\nmod shared;\n{one}"),
        ),
        ("src/windows.rs", &windows),
        ("src/generated.rs", &generated),
        ("src/shared.rs", &shared),
        (
            "tests/it.rs",
            "#[path = \"../src/shared.rs\"]\nmod shared;\n",
        ),
    ]);
    assert_exits(&workspace.seal(&[]), 0);
    let seal = |file: &str| {
        let text = workspace.read(file);
        let (_, rest) = text.split_once("version 1 sealed \"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let first = format!("version 1 sealed \"{}\";", seal("src/lib.rs"));
    for (file, before) in [
        ("src/windows.rs", &windows),
        ("src/generated.rs", &generated),
        ("src/shared.rs", &shared),
    ] {
        assert_eq!(
            workspace.read(file),
            before.replace("version 1;", &first),
            "{file}"
        );
    }
    let sealed = one
        .replace("version 1;", &first)
        .replace("version 1 sealed \"\";", &first);
    assert_eq!(
        workspace
            .read("src/lib.rs")
            .split_once("shared;\n")
            .unwrap()
            .1,
        sealed
    );

    // What is sealed stays as it is, and the newest versions are sealed for a release.
    let before = workspace.read("src/lib.rs");
    assert_exits(&workspace.seal(&["--all-features"]), 0);
    assert_eq!(workspace.read("src/lib.rs"), before);
    assert_exits(&workspace.seal(&["-q", "--release"]), 0);
    let after = workspace.read("src/lib.rs");
    assert_eq!(after.matches("version 2 sealed \"").count(), 2, "{after}");
    assert!(after.contains("\" { sql"), "{after}");
    assert!(workspace.read("src/windows.rs").contains("\" { sql"));
}

#[test]
fn seals_of_an_earlier_edition_are_written_anew() {
    let before = schema(
        "old",
        &[
            "version 1 sealed \"78d1f621a3579c09\";",
            r#"version 2 sealed "b9d2f6003d22a433" { sql "UPDATE book SET pages = 1"; }"#,
            "version 3 compatible;",
        ],
    );
    let workspace = Workspace::new(&[("src/lib.rs", &before)]);
    assert_exits(&workspace.seal(&[]), 0);
    let sealed = before
        .replace("78d1f621a3579c09", "2:af116b1b5c50e88c")
        .replace("b9d2f6003d22a433", "2:ce79140df091101f");
    assert_eq!(workspace.read("src/lib.rs"), sealed);

    // What differs from its seal is left alone, and so are the right ones beside it.
    let changed = before.replace("b9d2f6003d22a433", "b9d2f6003d22a434");
    workspace.write("src/lib.rs", &changed);
    assert_exits(&workspace.seal(&[]), 1);
    assert_eq!(workspace.read("src/lib.rs"), changed);
}

#[test]
fn a_wrong_seal_is_left_alone() {
    let wrong = schema(
        "wrong",
        &[
            "version 1 sealed \"0123456789abcdef\";",
            "version 2;",
            "version 3 { }",
        ],
    );
    let open = schema("open", &["version 1;", "version 2 sealed \"\";"]);
    let twice = format!(
        "macro_rules! made {{ ($name:ident, $ty:ty) => {{ {} }} }}\nmade!(a, i64);\nmade!(b, String);\n",
        schema("made", &["version 1;", "version 2;"])
            .replace("schema made", "schema $name")
            .replace("pages: i64 = 0", "pages: Option<$ty>")
    );
    let workspace = Workspace::new(&[
        (
            "src/lib.rs",
            "mod wrong;\nmod open;\nmod twice;\nmod hand;\n",
        ),
        ("src/wrong.rs", &wrong),
        ("src/open.rs", &open),
        ("src/twice.rs", &twice),
        (
            "src/hand.rs",
            &schema("hand", &["version 1 sealed \"c0ffee\";"]),
        ),
    ]);
    let output = workspace.seal(&[]);
    assert_exits(&output, 1);
    assert_eq!(workspace.read("src/wrong.rs"), wrong);
    assert!(workspace.read("src/hand.rs").contains("sealed \"c0ffee\";"));
    let open = workspace.read("src/open.rs");
    assert!(open.contains("version 1 sealed \""), "{open}");
    assert!(open.contains("version 2 sealed \"\";"), "{open}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("src/wrong.rs"), "{said}");
    assert!(
        said.contains("the seal of the newest version is empty"),
        "{said}"
    );
}
