//! A package with nothing but a schema, written one way or another, and what `cargo check` takes for it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use super::{MEMORY, declaration::declaration, rust_query::rust_query, strings::strings};

/// How the history is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Strings of SQL, with rusqlite.
    Strings,
    /// Declared, without the rehearsal.
    Declared,
    /// Declared, with the rehearsal.
    Rehearsed,
    /// With rust-query.
    RustQuery,
}

/// One check, or the middle of several.
#[derive(Clone, Copy)]
pub(super) struct Sample {
    pub(super) time: Duration,
    /// The time of all processes on all processors, which others don't lengthen as much.
    pub(super) processor: Duration,
    /// Kilobytes.
    pub(super) memory: Option<u64>,
}

impl Written {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Strings => "SQL in strings, with rusqlite",
            Self::Declared => "`schema!`, no rehearsal",
            Self::Rehearsed => "`schema!`",
            Self::RustQuery => "rust-query",
        }
    }

    /// The two that are declared are one package, with a feature.
    fn package(self) -> &'static str {
        match self {
            Self::Strings => "strings",
            Self::Declared | Self::Rehearsed => "declared",
            Self::RustQuery => "rust_query",
        }
    }

    fn source(self, tables: usize, versions: usize) -> String {
        match self {
            Self::Strings => strings(tables, versions),
            Self::Declared | Self::Rehearsed => declaration(tables, versions),
            Self::RustQuery => rust_query(tables, versions),
        }
    }

    fn dependencies(self, root: &Path) -> String {
        match self {
            Self::Strings => {
                "rusqlite = { version = \"0.43\", features = [\"bundled\"] }\n".to_owned()
            }
            Self::RustQuery => {
                "rust-query = { version = \"0.10\", features = [\"bundled\"] }\n".to_owned()
            }
            Self::Declared | Self::Rehearsed => format!(
                "rusqlite-schema = {{ path = '{}', default-features = false, \
                 features = [\"bundled\"] }}\n\n\
                 [features]\nrehearsal = [\"rusqlite-schema/rehearsal\"]\n",
                root.display()
            ),
        }
    }

    /// The lockfile with the versions that everything here is measured with.
    fn lockfile(self) -> &'static str {
        match self {
            Self::RustQuery => "benches/peers/rusqlite-0.40/Cargo.lock",
            _ => "Cargo.lock",
        }
    }
}

pub(super) struct Package {
    written: Written,
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    /// Writes the package, and pastes the seals that its errors ask for.
    pub(super) fn new(written: Written, tables: usize, versions: usize) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
        // Names of their own, because cargo keeps what it knows of packages by their names.
        let name = format!("{}_{tables}_and_{versions}", written.package());
        let folder = target.join(&name);
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::copy(root.join(written.lockfile()), folder.join("Cargo.lock")).unwrap();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[dependencies]\n{}",
            written.dependencies(root)
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let package = Self {
            written,
            folder,
            target,
        };
        package.write(written.source(tables, versions));
        package
    }

    /// Writes the source, with its seals if it is a declaration.
    fn write(&self, mut text: String) {
        fs::write(self.source(), &text).unwrap();
        if self.written.package() != Written::Declared.package() {
            return;
        }
        let mut check = self.check();
        let errors = check.stderr(Stdio::piped()).output().unwrap().stderr;
        for (version, sealed) in seals(&String::from_utf8_lossy(&errors)) {
            text = text.replace(&format!("\n{version};"), &format!("\n{sealed};"));
        }
        fs::write(self.source(), text).unwrap();
    }

    /// Checks the package after a touch.
    pub(super) fn sample(&self) -> Sample {
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
        let mut check = self.check();
        let (begun, before) = (Instant::now(), of_children());
        assert!(check.status().unwrap().success(), "the schema is refused");
        let (time, processor) = (begun.elapsed(), of_children().saturating_sub(before));
        let memory = fs::read_to_string(memory).ok();
        Sample {
            time,
            processor,
            memory: memory.and_then(|it| it.parse().ok()),
        }
    }

    fn check(&self) -> Command {
        let mut check = Command::new(env!("CARGO"));
        check.current_dir(&self.folder).args(["check", "--quiet"]);
        if self.written == Written::Rehearsed {
            check.arg("--features=rehearsal");
        }
        check.env("CARGO_TARGET_DIR", &self.target);
        check.env("RUSTC_WRAPPER", env::current_exe().unwrap());
        check.env(MEMORY, self.target.join("memory"));
        check.stdout(Stdio::null()).stderr(Stdio::inherit());
        check
    }

    fn source(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }
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
