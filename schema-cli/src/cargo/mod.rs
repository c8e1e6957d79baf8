//! `cargo schema`: what needs no program of one's own.
//!
//! ```text
//! seal ─► check   `cargo check`, and what the compiler says
//!         asked   which of it asks for a seal, and where
//!         edit    the seals, written into the source
//! ```

mod asked;
mod check;
mod edit;
mod seal;

use clap::{Args, Parser, Subcommand};

use crate::{
    arguments::Import,
    command::{self, Verdict},
    error::Result,
    screen::Screen,
};

/// The arguments as cargo hands them over: the name of the subcommand is the first.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo")]
enum Root {
    /// Seals the schemas of a workspace, and prints declarations for databases
    #[command(version)]
    Schema(Arguments),
}

#[derive(Debug, Args)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Answers in JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the seals that the compiler asks for into the source
    ///
    /// Runs `cargo check --all-targets --keep-going`, so that tests, examples and benches are sealed
    /// as well, and writes each seal at its version, where there is none or an empty one, or where
    /// it is right but of an earlier edition. A wrong seal is never overwritten: the declaration was
    /// changed after it was sealed, and the compiler's error says what to do.
    Seal(Seal),
    /// Prints a declaration for a database that exists, ready to paste
    Import(Import),
}

/// `seal`
#[derive(Debug, Args)]
struct Seal {
    /// Seals the newest version of each schema, too, because it is about to be released
    #[arg(long)]
    release: bool,
    /// Arguments of `cargo check`, such as `-p NAME`, `--workspace` or `--features LIST`
    #[arg(
        value_name = "CARGO CHECK'S ARGUMENTS",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    cargo: Vec<String>,
}

/// Reads the arguments and does what they say.
pub(crate) fn run() -> (Screen, Result<Verdict>) {
    let Root::Schema(Arguments { command, json }) = Root::parse();
    let screen = Screen::new(json);
    let outcome = match command {
        Command::Seal(arguments) => seal::run(arguments, screen),
        Command::Import(arguments) => command::import(&arguments, screen),
    };
    (screen, outcome)
}
