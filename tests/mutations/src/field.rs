//! A copy of the crate over a runtime that can be broken by a switch, and the crate's tests of files as
//! one program.
//!
//! The macro is the repository's own, over a runtime that works: what is broken must be noticed where
//! a program runs, and not only when its schema is rehearsed.

use std::{
    fs,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    copy::{build, copy, workspace},
    mutation::{Mutation, Verdict},
    schemata::{CHOSEN, plant},
};

/// The tests of files, connections and threads, each a file of `tests/`.
const TESTS: &[&str] = &[
    "abandoned_copies",
    "adoption",
    "another_seal",
    "backup",
    "bad_input",
    "carried",
    "cascade",
    "connection",
    "drift",
    "externs",
    "foreseen",
    "found_table",
    "hostile",
    "in_memory",
    "interrupted",
    "journal",
    "locking",
    "marked_later",
    "merged",
    "mistakes",
    "no_rollback",
    "odd_names",
    "old_backups",
    "outlook",
    "own_objects",
    "own_settings",
    "own_triggers",
    "read_only",
    "references",
    "rowids",
    "same_shape",
    "seeds",
    "side_by_side",
    "stamped",
    "steps",
    "surroundings",
    "true_causes",
    "unstamped",
    "virtual_tables",
    "whose_file",
];

/// The packages that can be broken.
const PARTS: [&str; 2] = ["schema-core", "schema-runtime"];

/// Those that are folders.
const FOLDERS: &[&str] = &["crafted", "parent_keys", "refusals"];

/// The test of `tests/faults` that sees what is synced, which takes `unsafe`.
const SYNCED: &str = "tests/faults";

/// A folder with the copy, and the programs of its tests.
#[derive(Debug)]
pub struct Field {
    folder: PathBuf,
    programs: Vec<PathBuf>,
}

impl Field {
    /// Copies the crate and its runtime from the repository into `folder`, with all that can be broken in
    /// it, and builds the tests.
    ///
    /// What cargo has built there before is kept, so that SQLite is compiled once.
    ///
    /// # Errors
    ///
    /// A file can't be read or written, or the tests not be built.
    pub fn new(repository: &Path, folder: &Path, mutations: &[Mutation]) -> io::Result<Self> {
        for part in ["schema-core", "schema-runtime", "src", "tests", "docs"] {
            let target = folder.join(part);
            if target.exists() {
                fs::remove_dir_all(&target)?;
            }
        }
        for part in [
            "schema-core",
            "schema-runtime",
            "src",
            "docs",
            "tests/support",
            "tests/ui/mistakes",
            SYNCED,
        ] {
            copy(&repository.join(part), &folder.join(part))?;
        }
        for file in ["Cargo.lock", "README.md"] {
            fs::copy(repository.join(file), folder.join(file))?;
        }
        for part in PARTS {
            rename_version(&folder.join(part).join("Cargo.toml"))?;
        }
        let manifest = fs::read_to_string(repository.join("Cargo.toml"))?;
        fs::write(folder.join("Cargo.toml"), package(&manifest, repository))?;
        let tests = folder.join("tests");
        for name in TESTS {
            let file = format!("{name}.rs");
            fs::copy(repository.join("tests").join(&file), tests.join(&file))?;
        }
        for name in FOLDERS {
            copy(&repository.join("tests").join(name), &tests.join(name))?;
            for entry in fs::read_dir(tests.join(name))? {
                move_root(&entry?.path(), name)?;
            }
        }
        fs::write(tests.join("field.rs"), program())?;
        plant(folder, &PARTS, mutations)?;
        let tests = ["test", "--no-run", "-p", "rusqlite-schema", "-p", "faults"];
        let named = ["--test", "field", "--test", "synced"];
        let mut programs = build(folder, &[&tests[..], &named].concat())?;
        // Those that a test may start are no tests.
        programs.retain(|it| it.parent().is_some_and(|it| it.ends_with("deps")));
        let folder = folder.to_owned();
        Ok(Self { folder, programs })
    }

    /// Runs the tests until one fails, with one thing broken if it is given.
    ///
    /// # Errors
    ///
    /// They can't be started.
    pub fn test(&self, mutation: Option<usize>) -> io::Result<Verdict> {
        for program in &self.programs {
            let verdict = self.run(program, mutation)?;
            if verdict != Verdict::AsExpected {
                return Ok(verdict);
            }
        }
        Ok(Verdict::AsExpected)
    }

    fn run(&self, program: &Path, mutation: Option<usize>) -> io::Result<Verdict> {
        let files = self.folder.join("tmp");
        fs::create_dir_all(&files)?;
        let mut tests = Command::new(program)
            // Most of the time they wait for locks.
            .arg("--test-threads=12")
            .current_dir(&self.folder)
            .envs(mutation.map(|it| (CHOSEN, it.to_string())))
            .env("TMPDIR", &files)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = tests.stdout.take().map(BufReader::new);
        let mut failed = None;
        for line in said.into_iter().flat_map(BufRead::lines) {
            failed = line?.strip_suffix(" ... FAILED").map(str::to_owned);
            if failed.is_some() {
                tests.kill()?;
                break;
            }
        }
        let status = tests.wait()?;
        // Of tests that were cut short, files are left.
        fs::remove_dir_all(files)?;
        Ok(match failed {
            Some(test) => Verdict::Noticed(format!("{test} fails")),
            None if status.success() => Verdict::AsExpected,
            None => Verdict::Noticed("the tests did not come to an end".to_owned()),
        })
    }
}

/// The manifest of the crate over the copies, with its tests as one program.
fn package(manifest: &str, repository: &Path) -> String {
    let [core, runtime] = PARTS;
    let mut workspace = workspace(manifest, &[core, runtime, SYNCED]);
    for part in ["schema-macros", "schema-cli"] {
        let there = repository.join(part).display().to_string();
        workspace = workspace.replace(&format!("path = {part:?}"), &format!("path = {there:?}"));
    }
    for part in PARTS {
        let copied = format!("path = {part:?}");
        workspace = workspace.replace(&format!("version = \"=0.1.0\", {copied}"), &copied);
    }
    let package = manifest.split_once("\n[package]");
    let package = package.map_or("", |(_, rest)| rest);
    let (package, _) = package.split_once("\n[[bench]]").unwrap_or((package, ""));
    format!(
        "{workspace}\n[package]\nautotests = false{package}\n[[test]]\nname = \"field\"\npath = \"tests/field.rs\"\n\n{PROFILE}"
    )
}

/// SQLite and the macro are compiled once and run each time.
const PROFILE: &str = "[profile.dev.package.\"*\"]
opt-level = 2

[profile.dev.build-override]
opt-level = 2
";

/// Gives the copy of the runtime a version of its own: a lockfile tells packages apart by that.
fn rename_version(manifest: &Path) -> io::Result<()> {
    let written = fs::read_to_string(manifest)?;
    let renamed = written.replace("\nversion.workspace = true\n", "\nversion = \"0.0.0\"\n");
    fs::write(manifest, renamed)
}

fn program() -> String {
    let files = TESTS.iter().map(|name| (*name, format!("{name}.rs")));
    let folders = FOLDERS
        .iter()
        .map(|name| (*name, format!("{name}/main.rs")));
    let modules = files.chain(folders);
    let modules = modules.map(|(name, path)| format!("#[path = {path:?}]\nmod {name};\n"));
    modules.chain([WATCH.to_owned()]).collect()
}

/// A test that is begun first: a changed engine may never come to an end.
const WATCH: &str = "
#[test]
fn a_watch() {
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_secs(240));
        std::process::exit(2);
    });
}
";

/// Lets a file that was at the root of its crate find its neighbours where they are now.
fn move_root(file: &Path, name: &str) -> io::Result<()> {
    let source = fs::read_to_string(file)?;
    let moved = source.replace("crate::", &format!("crate::{name}::"));
    fs::write(file, moved)
}
