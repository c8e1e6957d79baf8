//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::export::Layout;

/// All arguments, for an application that has others as well.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Answers in JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
#[non_exhaustive]
pub enum Command {
    /// Shows each file's version, how it differs from its declaration, and what would happen to it
    Status(Files),
    /// Shows the steps that an upgrade would take, and which of them go through rows
    Plan(Plan),
    /// Creates, adopts or upgrades files
    Migrate(Migrate),
    /// Exits with 1 unless every file is at the newest version and as declared
    Check(Files),
    /// Prints a version in SQL
    Ddl(Ddl),
    /// Shows what differs between two versions, or a version and a file
    Diff(Diff),
    /// Draws a version, or what came and went between two
    Diagram(Diagram),
    /// Lists the versions, newest last, with their sentences and seals
    History(Which),
    /// Prints the lines that seal the versions
    Seal(Which),
    /// Writes the history as numbered files of SQL, for other programs and for hosted databases
    Export(Export),
    /// Prints a declaration for a database that exists, ready to paste
    Import(Import),
    /// Prints a script that completes these commands in a shell
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// The declaration, where the program has several.
#[derive(Clone, Debug, Args)]
pub struct Which {
    /// The declaration, by the name of its schema; needed where the program has several
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
}

/// The files to work on.
#[derive(Clone, Debug, Args)]
pub struct Files {
    /// The files; without any, those that the declarations name
    #[arg(value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Where the files are that the declarations name; without it, here
    #[arg(long)]
    pub directory: Option<PathBuf>,
    /// The declaration of all files, by the name of its schema; otherwise a file's own name tells, or
    /// its application id
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
}

/// `plan`
#[derive(Clone, Debug, Args)]
pub struct Plan {
    /// The files.
    #[command(flatten)]
    pub files: Files,
    /// Shows the statements
    #[arg(long)]
    pub sql: bool,
}

/// `migrate`
#[derive(Clone, Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub struct Migrate {
    /// The files.
    #[command(flatten)]
    pub files: Files,
    /// Copies each file beside itself before it is changed
    #[arg(long, conflicts_with = "dry_run")]
    pub backup: bool,
    /// Copies each file as `--backup` does, and lets only the newest N of its copies stay
    #[arg(long, value_name = "N", conflicts_with = "dry_run")]
    pub keep: Option<std::num::NonZeroUsize>,
    /// Adds to files of an earlier draft, a newest version without a seal, what the draft has more, as a
    /// development build does
    #[arg(long)]
    pub drafts: bool,
    /// Brings files at the newest version to the declared shape with their rows, whatever they have; each
    /// is copied beside itself before
    #[arg(long)]
    pub reshape: bool,
    /// Works on a copy of each file, and throws it away
    #[arg(long)]
    pub dry_run: bool,
    /// How many files are worked on at once
    #[arg(long, default_value = "1", value_name = "N")]
    pub jobs: std::num::NonZeroUsize,
}

/// `ddl`
#[derive(Clone, Debug, Args)]
pub struct Ddl {
    /// The declaration.
    #[command(flatten)]
    pub which: Which,
    /// The version; without one, the newest
    #[arg(long, value_name = "N")]
    pub version: Option<i64>,
}

/// `diff`
#[derive(Clone, Debug, Args)]
pub struct Diff {
    /// The declaration.
    #[command(flatten)]
    pub which: Which,
    /// A version or a file
    pub from: PathBuf,
    /// A version or a file
    pub to: PathBuf,
}

/// `export`
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// The declaration.
    #[command(flatten)]
    pub which: Which,
    /// Where the files go; those that are there already must say the same
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Whose files they are
    #[arg(long, value_enum, default_value_t)]
    pub layout: Layout,
    /// The version that the first file creates at once; without one, the oldest
    #[arg(long, value_name = "N")]
    pub from: Option<i64>,
}

/// `import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The database
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The name of the schema and of its module; without one, that of the file
    #[arg(long)]
    pub name: Option<String>,
}

/// `diagram`
#[derive(Clone, Debug, Args)]
pub struct Diagram {
    /// The declaration.
    #[command(flatten)]
    pub which: Which,
    /// The version; without one, the newest
    #[arg(long, value_name = "N")]
    pub version: Option<i64>,
    /// Colours what came, changed and went since this version
    #[arg(long, value_name = "M")]
    pub since: Option<i64>,
    /// In which language
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    pub format: Format,
    /// Where to write it; without it, to the standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// In which language a diagram is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum Format {
    /// A picture.
    Svg,
    /// Text that GitHub and many editors show as a picture.
    Mermaid,
}
