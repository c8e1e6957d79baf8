//! A program with all the schemas that are exported here.

use std::process::ExitCode;

use exchange::{acting, club, needy, shop, shop_before};
use mutations::awkward::library;
use rusqlite_schema::cli;
use wavestore::{filestore, objects, sagas};

fn main() -> ExitCode {
    cli::run([
        library::PROGRAM,
        objects::PROGRAM,
        filestore::PROGRAM,
        sagas::PROGRAM,
        shop::PROGRAM,
        shop_before::PROGRAM,
        club::PROGRAM,
        acting::PROGRAM,
        needy::PROGRAM,
    ])
}
