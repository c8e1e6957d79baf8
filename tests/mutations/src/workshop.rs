//! A copy of the runtime that may be broken, and a program that rehearses schemas with it.

use std::{
    fmt::{self, Display, Formatter},
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use rusqlite_schema::model::Schema;

use crate::literal::literal;

/// One thing to break: a text of a file of the runtime, and what stands there instead.
#[derive(Clone, Copy, Debug)]
pub struct Mutation {
    /// What no longer works.
    pub breaks: &'static str,
    /// The file, seen from `schema-runtime/src`.
    pub file: &'static str,
    /// The text, which the file has once.
    pub text: &'static str,
    /// What stands there instead.
    pub replacement: &'static str,
}

impl Mutation {
    /// Puts the replacement into the source of the file.
    ///
    /// # Errors
    ///
    /// The file does not have the text, or has it more than once.
    pub fn apply(&self, source: &str) -> Result<String, String> {
        let Self { file, text, .. } = self;
        match source.matches(text).count() {
            1 => Ok(source.replace(text, self.replacement)),
            found => Err(format!(
                "{file} has this text {found} times, not once:\n{text}"
            )),
        }
    }
}

/// A schema, and whether its rehearsal is to find nothing.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What it is called in the output.
    pub name: &'a str,
    /// Whether nothing is wrong with it.
    pub is_sound: bool,
    /// The schema.
    pub schema: &'a Schema,
}

/// What became of the rehearsals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything came out as it should.
    AsExpected,
    /// Something did not; with what the program printed.
    Noticed(String),
    /// The runtime could not be built, or the program never came to an end.
    Useless(String),
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsExpected => f.write_str("nothing was noticed"),
            Self::Noticed(printed) | Self::Useless(printed) => f.write_str(printed.trim_end()),
        }
    }
}

/// A folder with the copy, the program, and what cargo builds of them.
#[derive(Debug)]
pub struct Workshop {
    folder: PathBuf,
}

impl Workshop {
    /// Copies the runtime of the repository into `folder`, with a program that rehearses `subjects`.
    ///
    /// What cargo has built there before is kept, so that SQLite is compiled once.
    ///
    /// # Errors
    ///
    /// A file can't be read or written.
    pub fn new(repository: &Path, folder: &Path, subjects: &[Subject<'_>]) -> io::Result<Self> {
        let driver = folder.join("driver");
        fs::create_dir_all(driver.join("src"))?;
        let runtime = folder.join("schema-runtime");
        if runtime.exists() {
            fs::remove_dir_all(&runtime)?;
        }
        copy(&repository.join("schema-runtime"), &runtime)?;
        fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let manifest = fs::read_to_string(repository.join("Cargo.toml"))?;
        fs::write(folder.join("Cargo.toml"), workspace(&manifest))?;
        fs::write(driver.join("Cargo.toml"), DRIVER_MANIFEST)?;
        fs::write(driver.join("src/main.rs"), program(subjects))?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Builds the runtime as it is, and rehearses.
    ///
    /// # Errors
    ///
    /// Cargo or the program can't be started.
    pub fn rehearse(&self) -> io::Result<Verdict> {
        let built = self.cargo("build")?;
        if !built.status.success() {
            let reason = String::from_utf8_lossy(&built.stderr).into_owned();
            return Ok(Verdict::Useless(reason));
        }
        let ran = Command::new(self.folder.join("target/debug/driver")).output()?;
        let printed = [ran.stdout, ran.stderr].concat();
        let printed = String::from_utf8_lossy(&printed).into_owned();
        Ok(match ran.status.code() {
            Some(0) => Verdict::AsExpected,
            // The macro reports a panic of the rehearsal as an error, too.
            Some(1 | 101) => Verdict::Noticed(printed),
            _ => Verdict::Useless(printed),
        })
    }

    /// Rehearses with one thing broken, and mends it again.
    ///
    /// # Errors
    ///
    /// An error of [`Mutation::apply`], or of [`Self::rehearse`].
    pub fn rehearse_with(&self, mutation: &Mutation) -> io::Result<Verdict> {
        let file = self.folder.join("schema-runtime/src").join(mutation.file);
        let sound = fs::read_to_string(&file)?;
        fs::write(&file, mutation.apply(&sound).map_err(io::Error::other)?)?;
        let verdict = self.rehearse();
        fs::write(&file, sound)?;
        verdict
    }

    fn cargo(&self, command: &str) -> io::Result<Output> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Command::new(cargo)
            .args([command, "--quiet", "--offline", "--package", "driver"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            // A warning in a broken runtime is no reason not to build it.
            .env("RUSTFLAGS", "--cap-lints=allow")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
    }
}

const DRIVER_MANIFEST: &str = r#"[package]
name = "driver"
edition.workspace = true
version.workspace = true
publish = false

[dependencies]
schema-runtime = { path = "../schema-runtime", features = ["rehearsal", "bundled"] }
"#;

/// The workspace of the copy: with the repository's settings, without its packages.
fn workspace(manifest: &str) -> String {
    let settings = manifest.split_once("[workspace.package]");
    let settings = settings.map_or("", |(_, rest)| rest);
    let (settings, _) = settings.split_once("\n[package]").unwrap_or((settings, ""));
    format!(
        "[workspace]\nmembers = [\"driver\", \"schema-runtime\"]\nresolver = \"3\"\n\n[workspace.package]{settings}\n"
    )
}

fn program(subjects: &[Subject<'_>]) -> String {
    let mut program = include_str!("driver.rs").to_owned();
    program.push_str("static SCHEMAS: &[(&str, bool, &Schema)] = &[\n");
    for Subject {
        name,
        is_sound,
        schema,
    } in subjects
    {
        let schema = literal(schema);
        let line = format!("    ({name:?}, {is_sound}, &{schema}),\n");
        program.push_str(&line);
    }
    program.push_str("];\n");
    program
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
