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

/// What the profile of a release says of our crates, for those that run in a program.
const PROFILES: [(&str, &[&str]); 3] = [
    ("as it is", &[]),
    ("`opt-level = \"s\"`", &["opt-level = \"s\""]),
    (
        "`opt-level = \"s\"`, `codegen-units = 1`",
        &["opt-level = \"s\"", "codegen-units = 1"],
    ),
];

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
fn sizes([alone, ours]: &[Program; 2], limit: Option<u64>) {
    let alone = alone.size_of_release(&[]) / 1000;
    println!("| profile of our crates | stripped release, KB | more than {alone} KB |");
    println!("|---|---|---|");
    // The limit is for the first.
    let count = if limit.is_some() { 1 } else { PROFILES.len() };
    for (title, settings) in &PROFILES[..count] {
        let size = ours.size_of_release(settings) / 1000;
        let more = size.saturating_sub(alone);
        println!("| {title} | {size} | {more} |");
        if let Some(limit) = limit.filter(|limit| more > *limit) {
            eprintln!("a release grows by {more} KB with the crate, and {limit} are the limit");
            process::exit(1);
        }
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
    let sizes = [0, 1].map(|at| programs[at].size_of_release(&[]));
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
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[profile.release]\nstrip = true\n\n[dependencies]\n{dependency}\n"
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
    fn size_of_release(&self, settings: &[&str]) -> u64 {
        // Both in one folder, so that SQLite is compiled once.
        let target = self.folder.with_file_name("releases");
        let mut cargo = self.command(&["build", "--release"], &target);
        for (package, setting) in ["core", "runtime"]
            .iter()
            .flat_map(|package| settings.iter().map(move |setting| (package, setting)))
        {
            let package = format!("profile.release.package.rusqlite-schema-{package}");
            cargo.arg("--config").arg(format!("{package}.{setting}"));
        }
        assert!(cargo.status().unwrap().success());
        let name = self.folder.file_name().unwrap();
        let program = target.join("release").join(name);
        fs::metadata(program).unwrap().len()
    }

    fn cargo(&self, arguments: &[&str]) {
        // A folder of its own, whatever the caller's is.
        let mut cargo = self.command(arguments, &self.folder.join("target"));
        assert!(cargo.status().unwrap().success());
    }

    fn command(&self, arguments: &[&str], target: &Path) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(&self.folder).args(arguments);
        cargo.arg("--quiet").stdout(Stdio::null());
        cargo.env("CARGO_TARGET_DIR", target);
        cargo
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
