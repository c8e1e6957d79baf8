//! Opens WaveStore's three files, and tells what was done to each.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use rusqlite_schema::{Options, Report, rusqlite::Connection};
use wavestore::{demo, filestore, objects, sagas};

/// Creates, adopts or upgrades WaveStore's three databases.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// First write an `objects.db` from before version numbers, to see it adopted.
    #[arg(long)]
    demo: bool,
    /// Where the databases are, or shall be.
    #[arg(default_value = "wavestore-data")]
    folder: PathBuf,
}

/// The `open_with` that the declaration of a file generates.
type Open = fn(&Path, &Options) -> rusqlite_schema::Result<(Connection, Report)>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(error) = prepare(&arguments) {
        complain(&*error);
        return ExitCode::FAILURE;
    }
    let stores: [(&str, Open); 3] = [
        (objects::FILE, |path, options| {
            objects::open_with(path, options)
        }),
        (filestore::FILE, |path, options| {
            filestore::open_with(path, options)
        }),
        (sagas::FILE, |path, options| sagas::open_with(path, options)),
    ];
    // One file that can't be opened is no reason to keep quiet about the others.
    let failures = stores
        .iter()
        .filter(|(file, open)| !report(&arguments.folder.join(file), *open));
    if failures.count() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Makes the folder and, if asked to, the file for the demonstration.
fn prepare(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let folder = &arguments.folder;
    fs::create_dir_all(folder).map_err(|error| {
        format!(
            "could not make the folder `{}`: {error}\nhelp: name another folder",
            folder.display()
        )
    })?;
    say(&format!("databases in {}", folder.display()));
    if arguments.demo {
        let path = folder.join(objects::FILE);
        demo::write_legacy(&path)?;
        say(&format!(
            "wrote {} as a release before version numbers left it",
            path.display()
        ));
    }
    Ok(())
}

/// Opens one file and prints what was done to it; whether that went well.
fn report(path: &Path, open: Open) -> bool {
    say(&format!("\n{}", path.display()));
    match open(path, &Options::default()) {
        Ok((_, report)) => {
            say(&indented(&report));
            true
        }
        Err(error) => {
            complain(&error);
            false
        }
    }
}

/// The report, step by step.
fn indented(report: &Report) -> String {
    let mut text = format!("  {}", report.outcome);
    for step in &report.steps {
        // Writing to a string does not fail.
        write!(text, "\n    {step}").ok();
    }
    for warning in &report.warnings {
        write!(
            text,
            "\n  warning: {}",
            warning.to_string().replace('\n', "\n  ")
        )
        .ok();
    }
    text
}

/// Prints a line. That nobody reads it, as after `head`, is no reason to stop.
fn say(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Prints an error and everything that caused it.
fn complain(error: &dyn Error) {
    let _ = writeln!(io::stderr().lock(), "error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = writeln!(io::stderr().lock(), "  caused by: {error}");
        cause = error.source();
    }
}
