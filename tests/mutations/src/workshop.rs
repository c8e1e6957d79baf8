//! A copy of the runtime that may be broken, and a program that rehearses schemas with it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use rusqlite_schema::Schema;

use crate::{
    copy::{cargo, copy, workspace},
    literal::literal,
    mutation::{Mutation, Verdict},
};

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
        for part in ["schema-core", "schema-runtime"] {
            let target = folder.join(part);
            if target.exists() {
                fs::remove_dir_all(&target)?;
            }
            copy(&repository.join(part), &target)?;
        }
        fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let manifest = fs::read_to_string(repository.join("Cargo.toml"))?;
        let workspace = workspace(&manifest, &["driver", "schema-core", "schema-runtime"]);
        fs::write(folder.join("Cargo.toml"), workspace)?;
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
        let built = cargo(&self.folder, &["build", "--package", "driver"])?;
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
    /// An error of [`Mutation::during`], or of [`Self::rehearse`].
    pub fn rehearse_with(&self, mutation: &Mutation) -> io::Result<Verdict> {
        mutation.during(&self.folder, || self.rehearse())
    }
}

const DRIVER_MANIFEST: &str = r#"[package]
name = "driver"
edition.workspace = true
version.workspace = true
publish = false

[dependencies]
rusqlite-schema-core.workspace = true
rusqlite-schema-runtime = { workspace = true, features = ["bundled", "rehearsal"] }
"#;

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
