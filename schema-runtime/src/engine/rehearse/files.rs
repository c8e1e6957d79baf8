//! Files of earlier releases, brought to the newest version as copies.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use rusqlite::Connection;

use schema_core::{found::compare, model::Schema};

use super::{
    bench::Prepare,
    history,
    read_back::{self, RehearsedProgram, RowReader, Rows},
};
use crate::engine::{
    data::Program,
    error::{Error, RehearsalError, Rehearsed, Remedy},
    look::introspect,
    migrate::bring,
    terms::{Drift, Options, Report},
};

/// Brings copies of the files with such a name to the newest version, and compares them with the
/// declaration; the reports, in the order of the names.
///
/// # Errors
///
/// No file has such a name, or [`RehearsalError::Copied`] with what is wrong with one of them.
pub fn rehearse_from<'a>(
    program: impl Into<RehearsedProgram<'a>>,
    pattern: &str,
    prepare: Prepare<'_>,
) -> Rehearsed<Vec<Report>> {
    let RehearsedProgram { program, rows } = program.into();
    let no_files = |reason: String| RehearsalError::NoFiles {
        pattern: pattern.to_owned(),
        reason,
    };
    let paths = glob::glob(pattern).map_err(|error| no_files(error.to_string()))?;
    let paths: Result<Vec<PathBuf>, _> = paths.collect();
    let mut paths = paths.map_err(|error| no_files(error.to_string()))?;
    paths.retain(|it| it.is_file() && !is_companion(it));
    if paths.is_empty() {
        return Err(no_files("no file has such a name".to_owned()));
    }
    let reports = paths.iter().map(|path| {
        let outcome = rehearse_file((program, rows), path, prepare);
        outcome.map_err(|error| RehearsalError::Copied {
            file: path.display().to_string(),
            source: Box::new(error),
        })
    });
    reports.collect()
}

fn rehearse_file(
    (program, rows): (Program<'_>, &[RowReader]),
    path: &Path,
    prepare: Prepare<'_>,
) -> Rehearsed<Report> {
    let schema = program.schema;
    let folder = Folder::new().map_err(RehearsalError::Io)?;
    let copy = folder.copy(path).map_err(RehearsalError::Io)?;
    let connection = Connection::open(&copy)?;
    prepare(&connection)?;
    let options = Options::default().drift(Drift::Refuse);
    let mut report = bring(&connection, program, &options)?;
    let mut found = introspect(&connection)?;
    found.read_legacy_parents(schema);
    let mut differences = compare(&schema.newest_shape(), &found);
    differences.retain(|it| !it.is_extra());
    if !differences.is_empty() {
        let file = path.display().to_string();
        return Err(Error::Drift {
            file,
            differences,
            remedy: Remedy::ByHand,
        }
        .into());
    }
    check_integrity(&connection, schema)?;
    for table in &schema.newest_shape().tables {
        read_back::check(&connection, (schema, rows), table, Rows::All)?;
    }
    report.file = path.display().to_string();
    Ok(report)
}

fn check_integrity(connection: &Connection, schema: &Schema) -> Rehearsed<()> {
    let shape = schema.newest_shape();
    let mut tables = shape.tables.iter();
    tables.try_for_each(|it| history::check_integrity(connection, shape.version, &it.name))
}

/// What SQLite keeps beside a file: the log and the journal, which belong to its contents, and the
/// index of the log, which doesn't.
const COMPANIONS: [&str; 3] = ["-wal", "-journal", "-shm"];

fn is_companion(path: &Path) -> bool {
    let name = path.to_string_lossy();
    COMPANIONS.iter().any(|it| name.ends_with(it))
}

fn beside(path: &Path, companion: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(companion);
    PathBuf::from(name)
}

/// A folder that goes away with its contents.
struct Folder(PathBuf);

impl Folder {
    fn new() -> io::Result<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("rusqlite-schema-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                // A process with the same number was there, and left it.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Copies a file and what belongs to it.
    fn copy(&self, path: &Path) -> io::Result<PathBuf> {
        let copy = self.0.join(path.file_name().unwrap_or_default());
        write(path, &copy)?;
        for companion in ["-wal", "-journal"] {
            let original = beside(path, companion);
            if original.exists() {
                write(&original, &beside(&copy, companion))?;
            }
        }
        Ok(copy)
    }
}

/// Copies the contents only: the file of a release may be one that nobody can write to.
fn write(from: &Path, to: &Path) -> io::Result<()> {
    fs::write(to, fs::read(from)?)
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "a copy was left behind");
        }
    }
}
