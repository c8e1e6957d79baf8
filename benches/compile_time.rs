//! What a schema costs each time it is compiled, with the rehearsal and without it, interleaved.
//!
//! `cargo bench --bench compile_time [ROUNDS] [TABLESxVERSIONS …]`; nine rounds unless told otherwise,
//! three of the largest.
//!
//! Writes a package for each schema into the target directory, seals it, and has `cargo check` look at
//! it after a touch. The compiler runs under this program, which watches how much memory it takes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

#[path = "compile_time/declaration.rs"]
mod declaration;

/// Where the compiler's peak memory is written, if this program stands before it.
const MEMORY: &str = "COMPILE_TIME_MEMORY";

/// How often the compiler's memory is looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// Tables, versions, and at most so many rounds.
const SCHEMAS: [(usize, usize, usize); 3] = [(20, 10, 99), (10, 50, 99), (500, 100, 3)];

fn main() -> ExitCode {
    match env::var_os(MEMORY) {
        Some(file) => watch(Path::new(&file)),
        None => measure(),
    }
}

/// Runs the compiler that cargo asks for, and notes its peak memory in kilobytes.
fn watch(file: &Path) -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let mut child = Command::new(arguments.next().unwrap());
    let mut child = child.args(arguments).spawn().unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = None;
    let code = loop {
        peak = peak_memory(&status).or(peak);
        if let Some(code) = child.try_wait().unwrap() {
            break code;
        }
        thread::sleep(GLANCE);
    };
    if let Some(peak) = peak {
        fs::write(file, peak.to_string()).unwrap();
    }
    if code.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What Linux says of a process; other systems say nothing.
fn peak_memory(status: &Path) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let mut lines = status.lines();
    let line = lines.find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn measure() -> ExitCode {
    let mut arguments = env::args().skip(1).filter(|it| it != "--bench");
    let rounds = arguments.next().map_or(9, |it| it.parse().unwrap());
    let mut schemas: Vec<(usize, usize, usize)> = arguments.map(|it| size(&it)).collect();
    if schemas.is_empty() {
        schemas.extend(SCHEMAS);
    }
    println!("| schema | rehearsal | `cargo check` ms | ratio | processor ms | rustc MB |");
    println!("|---|---|---|---|---|---|");
    for (tables, versions, most) in schemas {
        let package = Package::new(tables, versions);
        let [off, on] = package.compare(rounds.min(most));
        let row = |what: &str, it: &Sample| {
            let milliseconds = it.time.as_secs_f64() * 1000.0;
            let ratio = it.time.as_secs_f64() / off.time.as_secs_f64();
            let memory = it.memory.map_or("–".into(), |it| (it / 1024).to_string());
            let processor = it.processor.as_millis();
            println!(
                "| {tables} tables, {versions} versions | {what} | {milliseconds:.0} | {ratio:.2} | \
                 {processor} | {memory} |"
            );
        };
        row("off", &off);
        row("on", &on);
    }
    ExitCode::SUCCESS
}

/// Tables and versions as in `20x10`.
fn size(argument: &str) -> (usize, usize, usize) {
    let (tables, versions) = argument.split_once('x').unwrap();
    (
        tables.parse().unwrap(),
        versions.parse().unwrap(),
        usize::MAX,
    )
}

/// One check, or the middle of several.
#[derive(Clone, Copy)]
struct Sample {
    time: Duration,
    /// The time of all processes on all processors, which others don't lengthen as much.
    processor: Duration,
    /// Kilobytes.
    memory: Option<u64>,
}

/// A package with nothing but a schema.
struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// Writes the package and pastes the seals that its errors ask for.
    fn new(tables: usize, versions: usize) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
        // Names of their own, because cargo keeps what it knows of packages by their names.
        let name = format!("of_{tables}_and_{versions}");
        let folder = target.join(&name);
        fs::create_dir_all(folder.join("src")).unwrap();
        // The same versions of dependencies as here.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        fs::write(folder.join("Cargo.toml"), manifest(&name, root)).unwrap();
        let package = Self { folder, target };
        let mut text = declaration::declaration(tables, versions);
        fs::write(package.source(), &text).unwrap();
        let errors = package.check(false).output().unwrap().stderr;
        for (version, sealed) in seals(&String::from_utf8_lossy(&errors)) {
            text = text.replace(&format!("\n{version};"), &format!("\n{sealed};"));
        }
        fs::write(package.source(), text).unwrap();
        package
    }

    /// Checks the schema without the rehearsal and with it, in turns.
    fn compare(&self, rounds: usize) -> [Sample; 2] {
        let both = [false, true];
        // What it depends on is compiled beforehand.
        let _ = both.map(|it| self.sample(it));
        let samples: Vec<[Sample; 2]> = (0..rounds)
            .map(|_| both.map(|it| self.sample(it)))
            .collect();
        [0, 1].map(|at| median(samples.iter().map(|it| it[at]).collect()))
    }

    fn sample(&self, rehearsal: bool) -> Sample {
        let memory = self.target.join("memory");
        let _ = fs::remove_file(&memory);
        // In the future, so that no check of this source is taken for a later one.
        let source = fs::File::options()
            .append(true)
            .open(self.source())
            .unwrap();
        source
            .set_modified(SystemTime::now() + Duration::from_secs(1))
            .unwrap();
        let mut check = self.check(rehearsal);
        check.stdout(Stdio::null()).stderr(Stdio::inherit());
        let (begun, before) = (Instant::now(), of_children());
        assert!(check.status().unwrap().success(), "the schema is refused");
        let (time, processor) = (begun.elapsed(), of_children() - before);
        let memory = fs::read_to_string(memory).ok();
        let memory = memory.and_then(|it| it.parse().ok());
        Sample {
            time,
            processor,
            memory,
        }
    }

    fn check(&self, rehearsal: bool) -> Command {
        let mut check = Command::new(env!("CARGO"));
        check.current_dir(&self.folder).args(["check", "--quiet"]);
        check.args(rehearsal.then_some("--features=rehearsal"));
        check.env("CARGO_TARGET_DIR", &self.target);
        check.env("RUSTC_WRAPPER", env::current_exe().unwrap());
        check.env(MEMORY, self.target.join("memory"));
        check
    }

    fn source(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }
}

fn manifest(name: &str, root: &Path) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [features]\nrehearsal = [\"rusqlite-schema/rehearsal\"]\n\n\
         [dependencies.rusqlite-schema]\npath = '{}'\n\
         default-features = false\nfeatures = [\"bundled\"]\n\n[workspace]\n",
        root.display()
    )
}

/// The processor time of all children that have ended, in the hundredths of a second that Linux counts.
fn of_children() -> Duration {
    let status = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = status.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks = ticks.filter_map(|it| it.parse::<u64>().ok());
    Duration::from_millis(10 * ticks.sum::<u64>())
}

/// The versions that errors say are not sealed, and how they are written when they are.
fn seals(errors: &str) -> Vec<(&str, &str)> {
    let written = errors.split('`').filter(|it| it.contains(" sealed \""));
    let written = written.map(|it| it.trim_end_matches(';'));
    written
        .filter_map(|it| Some((it.split_once(" sealed")?.0, it)))
        .collect()
}

fn median(mut samples: Vec<Sample>) -> Sample {
    samples.sort_by_key(|it| it.time);
    samples[samples.len() / 2]
}
