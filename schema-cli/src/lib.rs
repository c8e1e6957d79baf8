//! The command line of an application that has a schema.
//!
//! ```text
//! Arguments ─► command::run      one file for each command
//!                Databases       which declaration a file belongs to
//!                change          what came, went and changed between two versions, or to a file
//!                declaration     a `schema!` block for what a file has
//!                export          the history as files of SQL
//! cargo          `cargo schema`: seals written into the source, and `import`
//!              Screen            text for people, JSON for programs
//! ```
//!
//! Used by way of `rusqlite_schema::cli`.

mod arguments;
mod cargo;
mod change;
mod command;
mod database;
mod declaration;
mod error;
mod export;
mod progress;
mod screen;

use std::process::ExitCode;

use clap::Parser;

pub use self::{
    arguments::{Arguments, Command},
    database::Database,
    export::Layout,
};
use self::{database::Databases, screen::Screen};

/// Everything went well.
const DONE: u8 = 0;

/// Something was found or failed, and was printed.
const FOUND: u8 = 1;

/// The command itself made no sense. Also what clap exits with.
const MISUSED: u8 = 2;

/// Reads the program's arguments and does what they say. This is all that a `main` needs:
///
/// ```no_run
/// # use std::process::ExitCode;
/// # use schema_cli as cli; // `use rusqlite_schema::cli;`
/// # use schema_core::model::Schema;
/// # fn main_of(shop: &'static Schema) -> ExitCode {
/// cli::run([shop]) // with `schema!`: `cli::run([shop::PROGRAM])`
/// # }
/// ```
///
/// Each database is a generated `PROGRAM`, or a [`Database`] with more to it. The code is 0 if all
/// went well, 1 if a file is not as it should be or a command failed, 2 if the arguments make no sense.
#[must_use]
pub fn run(databases: impl IntoIterator<Item = impl Into<Database>>) -> ExitCode {
    execute(&Root::parse().arguments, databases)
}

/// Does what arguments say that an application has read among its own: [`Arguments`] can be
/// flattened into them, and [`Command`] can be a subcommand of them.
#[must_use]
pub fn execute(
    arguments: &Arguments,
    databases: impl IntoIterator<Item = impl Into<Database>>,
) -> ExitCode {
    let databases = Databases::new(databases.into_iter().map(Into::into).collect());
    let screen = Screen::new(arguments.json);
    exit(screen, command::run(&arguments.command, &databases, screen))
}

/// What `cargo schema` is: seals for a workspace, and declarations for databases.
#[must_use]
pub fn cargo_schema() -> ExitCode {
    let (screen, outcome) = cargo::run();
    exit(screen, outcome)
}

fn exit(screen: Screen, outcome: error::Result<command::Verdict>) -> ExitCode {
    let code = match outcome {
        Ok(command::Verdict::Good) => DONE,
        Ok(command::Verdict::Bad) => FOUND,
        Err(error) => {
            screen.complain(&error);
            MISUSED
        }
    };
    ExitCode::from(code)
}

/// The arguments of a program that has no others.
#[derive(Debug, Parser)]
#[command(about = "Looks after the databases of this program")]
struct Root {
    #[command(flatten)]
    arguments: Arguments,
}
