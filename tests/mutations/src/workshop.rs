//! A copy of the runtime that can be broken by a switch, and a program that rehearses schemas with it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use rusqlite_schema::Schema;

use crate::{
    copy::{build, copy, workspace},
    literal::literal,
    mutation::{Mutation, Verdict},
    schemata::{CHOSEN, plant},
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

/// The packages that can be broken.
const PARTS: [&str; 2] = ["schema-core", "schema-runtime"];

/// The program.
#[derive(Debug)]
pub struct Workshop {
    program: PathBuf,
}

impl Workshop {
    /// Copies the runtime of the repository into `folder`, with all that can be broken in it, and builds
    /// a program that rehearses `subjects`.
    ///
    /// What cargo has built there before is kept, so that SQLite is compiled once.
    ///
    /// # Errors
    ///
    /// A file can't be read or written, or the program not be built.
    pub fn new(
        repository: &Path,
        folder: &Path,
        subjects: &[Subject<'_>],
        mutations: &[Mutation],
    ) -> io::Result<Self> {
        let driver = folder.join("driver");
        fs::create_dir_all(driver.join("src"))?;
        for part in PARTS {
            let target = folder.join(part);
            if target.exists() {
                fs::remove_dir_all(&target)?;
            }
            copy(&repository.join(part), &target)?;
        }
        plant(folder, &PARTS, mutations)?;
        fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let manifest = fs::read_to_string(repository.join("Cargo.toml"))?;
        let [core, runtime] = PARTS;
        fs::write(
            folder.join("Cargo.toml"),
            workspace(&manifest, &["driver", core, runtime]),
        )?;
        fs::write(driver.join("Cargo.toml"), DRIVER_MANIFEST)?;
        fs::write(driver.join("src/main.rs"), program(subjects))?;
        let programs = build(folder, &["build", "--package", "driver"])?;
        let program = programs.into_iter().last();
        let program = program.ok_or_else(|| io::Error::other("there is no driver"))?;
        Ok(Self { program })
    }

    /// Rehearses, with one thing broken if it is given.
    ///
    /// # Errors
    ///
    /// The program can't be started.
    pub fn rehearse(&self, mutation: Option<usize>) -> io::Result<Verdict> {
        let chosen = mutation.map(|it| (CHOSEN, it.to_string()));
        let ran = Command::new(&self.program).envs(chosen).output()?;
        let printed = [ran.stdout, ran.stderr].concat();
        let printed = String::from_utf8_lossy(&printed).into_owned();
        Ok(match ran.status.code() {
            Some(0) => Verdict::AsExpected,
            // The macro reports a panic of the rehearsal as an error, too.
            Some(1 | 101) => Verdict::Noticed(printed),
            _ => Verdict::Useless(printed),
        })
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
