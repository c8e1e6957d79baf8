//! `cargo check`, and what the compiler says.

use std::{
    collections::HashSet,
    env,
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::SystemTime,
};

use serde::Deserialize;

use crate::error::{Error, Result};

/// Asks the macro for the seal of the newest version.
const RELEASE: &str = "RUSQLITE_SCHEMA_RELEASE";

/// A workspace, as `cargo metadata` tells.
#[derive(Debug, Deserialize)]
#[allow(clippy::struct_field_names, reason = "they are cargo's names")]
pub(super) struct Workspace {
    workspace_root: PathBuf,
    workspace_members: HashSet<String>,
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    src_path: PathBuf,
}

/// A line that cargo prints.
#[derive(Debug, Deserialize)]
struct Line {
    reason: String,
    package_id: Option<String>,
    message: Option<Message>,
}

/// Something that the compiler says.
#[derive(Debug, Deserialize)]
#[allow(clippy::struct_field_names, reason = "they are cargo's names")]
pub(super) struct Message {
    pub(super) message: String,
    pub(super) level: String,
    pub(super) spans: Vec<Span>,
    pub(super) rendered: Option<String>,
}

/// A place in the source.
#[derive(Debug, Deserialize)]
pub(super) struct Span {
    pub(super) file_name: PathBuf,
    pub(super) byte_start: usize,
    pub(super) byte_end: usize,
    pub(super) is_primary: bool,
}

/// What `cargo check` has found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) is_good: bool,
    /// What was said of the workspace's own packages, each thing once.
    pub(super) own: Vec<Message>,
    /// The errors of all packages, for people.
    pub(super) errors: Vec<String>,
}

impl Workspace {
    /// The workspace that these arguments of `cargo check` mean.
    pub(super) fn of(arguments: &[String]) -> Result<Self> {
        let mut command = cargo("metadata");
        command.args(["--no-deps", "--format-version", "1"]);
        command.args(manifest(arguments));
        let output = run(&mut command)?;
        if !output.status.success() {
            return Err(Error::Cargo);
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Where a file is whose path the compiler has said.
    pub(super) fn file(&self, path: &Path) -> PathBuf {
        self.workspace_root.join(path)
    }

    /// Checks the packages. `release` asks for the seals of newest versions.
    pub(super) fn check(&self, arguments: &[String], release: bool) -> Result<Found> {
        let mut command = cargo("check");
        command.args(["--all-targets", "--keep-going", "--message-format=json"]);
        command.args(arguments);
        if release {
            command.env(RELEASE, "1");
            self.age()?;
        }
        let output = run(&mut command)?;
        let mut found = Found {
            is_good: output.status.success(),
            own: Vec::new(),
            errors: Vec::new(),
        };
        let text = String::from_utf8_lossy(&output.stdout);
        for line in text.lines() {
            // Build scripts and others may print what is none of cargo's.
            let Ok(line) = serde_json::from_str::<Line>(line) else {
                continue;
            };
            self.note(line, &mut found);
        }
        Ok(found)
    }

    fn note(&self, line: Line, found: &mut Found) {
        let message = line
            .message
            .filter(|it| line.reason == "compiler-message" && it.level == "error");
        let Some(message) = message else { return };
        let rendered = message.rendered.clone();
        // A library and its tests say the same.
        let rendered = rendered.filter(|it| !found.errors.contains(it));
        found.errors.extend(rendered);
        let is_own = |id: &String| self.workspace_members.contains(id);
        if line.package_id.as_ref().is_some_and(is_own) {
            found.own.push(message);
        }
    }

    /// Makes cargo compile the workspace's packages again: it doesn't know what macros read of the
    /// environment.
    fn age(&self) -> Result<()> {
        let targets = self.packages.iter().flat_map(|it| &it.targets);
        for target in targets {
            let file = File::options().append(true).open(&target.src_path);
            file.and_then(|it| it.set_modified(SystemTime::now()))?;
        }
        Ok(())
    }
}

fn cargo(command: &str) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut cargo = Command::new(program);
    cargo.arg(command).env_remove(RELEASE);
    cargo
}

fn run(command: &mut Command) -> Result<Output> {
    Ok(command.stderr(Stdio::inherit()).output()?)
}

/// What of the arguments says which workspace is meant.
fn manifest(arguments: &[String]) -> Vec<String> {
    let mut all = arguments.iter().take_while(|it| *it != "--");
    let mut meant = Vec::new();
    while let Some(argument) = all.next() {
        if argument == "--manifest-path" {
            meant.push(argument.clone());
            meant.extend(all.next().cloned());
        } else if argument.starts_with("--manifest-path=") || argument == "--offline" {
            meant.push(argument.clone());
        }
    }
    meant
}
