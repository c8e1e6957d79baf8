//! What the crate adds to a program: to a clean development build, and to the size of a release.
//!
//! `cargo bench --bench footprint [ROUNDS]`; three rounds unless told otherwise, each of which compiles
//! SQLite: some minutes. `cargo bench --profile dev --bench footprint -- sizes [LIMIT]` only builds the
//! releases, and fails where the declaration adds more than so many KB.
//!
//! Both programs open a file with twenty tables and ask it something; one has the tables as SQL in a
//! string and rusqlite alone, the other declares them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "compile_time/changes.rs"]
mod changes;
#[path = "compile_time/declaration.rs"]
mod declaration;
#[path = "compile_time/strings.rs"]
mod strings;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command, Stdio},
    time::{Duration, Instant},
};

const TABLES: usize = 20;

/// Cargo's own profile, and the one that asks for small code from our crates alone.
const PROFILES: [&str; 2] = ["release", "small"];

fn main() {
    let mut arguments = env::args().skip(1).filter(|it| it != "--bench");
    let programs = [alone(), ours()];
    match arguments.next().as_deref() {
        Some("sizes") => sizes(
            &programs,
            arguments.next().map(|limit| limit.parse().unwrap()),
        ),
        rounds => both(&programs, rounds.map_or(3, |it| it.parse().unwrap())),
    }
}

/// Sizes don't depend on how busy the machine is, so they can be held against a limit.
fn sizes(programs: &[Program; 2], limit: Option<u64>) {
    let [alone, ours] = programs;
    let mut more = [0; PROFILES.len()];
    println!("| profile | rusqlite alone, KB | with `schema!` | more |");
    println!("|---|---|---|---|");
    for (profile, more) in PROFILES.iter().zip(&mut more) {
        let sizes = [alone, ours].map(|it| it.size_of_release(profile));
        *more = sizes[1].saturating_sub(sizes[0]) / 1000;
        println!(
            "| `{profile}` | {} | {} | {more} |",
            sizes[0] / 1000,
            sizes[1] / 1000
        );
    }
    if let Some(limit) = limit.filter(|limit| more[0] > *limit) {
        eprintln!(
            "A release grows by {} KB with the crate, and {limit} are the limit.",
            more[0]
        );
        process::exit(1);
    }
}

fn both(programs: &[Program; 2], rounds: usize) {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (program, times) in programs.iter().zip(&mut times) {
            times.push(program.build_anew());
        }
    }
    let times = times.map(median);
    let sizes = [0, 1].map(|at| programs[at].size_of_release(PROFILES[0]));
    println!("| program | clean development build, s | more | stripped release, KB | more |");
    println!("|---|---|---|---|---|");
    for (at, program) in programs.iter().enumerate() {
        println!(
            "| {} | {:.1} | {:.1} | {} | {} |",
            program.title,
            times[at].as_secs_f64(),
            times[at].saturating_sub(times[0]).as_secs_f64(),
            sizes[at] / 1000,
            sizes[at].saturating_sub(sizes[0]) / 1000,
        );
    }
}

struct Program {
    title: &'static str,
    folder: PathBuf,
}

fn alone() -> Program {
    let main = "let mut connection = rusqlite::Connection::open(\"large.db\").unwrap();\n\
        schema::migrate(&mut connection).unwrap();";
    let dependency = "rusqlite = { version = \"0.43\", features = [\"bundled\"] }".to_owned();
    let schema = strings::strings(TABLES, 1);
    Program::write("rusqlite alone", "alone", &dependency, &schema, main)
}

fn ours() -> Program {
    let main = "let connection = schema::large::open(\"large.db\").unwrap();";
    let dependency = format!(
        "rusqlite-schema = {{ path = '{}' }}",
        env!("CARGO_MANIFEST_DIR")
    );
    let schema = declaration::declaration(TABLES, 1);
    Program::write("with `schema!`", "ours", &dependency, &schema, main)
}

impl Program {
    fn write(title: &'static str, name: &str, dependency: &str, schema: &str, main: &str) -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = target.join("footprint").join(name);
        fs::create_dir_all(folder.join("src")).unwrap();
        let small: String = ["core", "runtime"]
            .map(|it| {
                format!("[profile.small.package.rusqlite-schema-{it}]\nopt-level = \"s\"\n\n")
            })
            .concat();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[profile.release]\nstrip = true\n\n[profile.small]\ninherits = \"release\"\n\n\
             {small}[dependencies]\n{dependency}\n"
        );
        let source = format!(
            "//! Compiled to see what it costs.\n\nmod schema;\n\nfn main() {{\n{main}\n\
             let count: i64 = connection\n\
             .query_row(\"SELECT count(*) FROM table_0\", [], |row| row.get(0))\n.unwrap();\n\
             println!(\"{{count}}\");\n}}\n"
        );
        // The same versions of dependencies as here.
        let lockfile = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
        fs::copy(lockfile, folder.join("Cargo.lock")).unwrap();
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("src/schema.rs"), schema).unwrap();
        fs::write(folder.join("src/main.rs"), source).unwrap();
        let program = Self { title, folder };
        // So that nobody waits for the registry later.
        program.cargo(&["fetch"]);
        program
    }

    fn build_anew(&self) -> Duration {
        self.cargo(&["clean"]);
        let begun = Instant::now();
        self.cargo(&["build"]);
        begun.elapsed()
    }

    /// In bytes.
    fn size_of_release(&self, profile: &str) -> u64 {
        self.cargo(&["build", "--profile", profile]);
        let name = self.folder.file_name().unwrap();
        let program = self.folder.join("target").join(profile).join(name);
        fs::metadata(program).unwrap().len()
    }

    fn cargo(&self, arguments: &[&str]) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(&self.folder).args(arguments);
        cargo.arg("--quiet").stdout(Stdio::null());
        // A folder of its own, whatever the caller's is.
        cargo.env("CARGO_TARGET_DIR", self.folder.join("target"));
        assert!(cargo.status().unwrap().success());
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
