//! Looks after WaveStore's three databases from a command line.

use std::process::ExitCode;

use rusqlite_schema::cli;
use wavestore::{filestore, objects, sagas};

fn main() -> ExitCode {
    cli::run([objects::PROGRAM, filestore::PROGRAM, sagas::PROGRAM])
}
