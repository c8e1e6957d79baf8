//! Why a command could not be carried out.

use std::{io, path::PathBuf};

use schema_runtime::engine;

/// A result of this crate.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// Why a command could not be carried out, or not on one of its files.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("the program has no database\nhelp: give `cli::run` its schemas")]
    NoDatabase,
    #[error("there is no schema `{name}`\nhelp: say one of {}", list(.known))]
    NoSuchDatabase { name: String, known: Vec<String> },
    #[error("which of {} is meant?\nhelp: say it with `--database`", list(.known))]
    WhichDatabase { known: Vec<String> },
    #[error("whose file is `{}`?\nhelp: say one of {} with `--database`", file.display(), list(.known))]
    WhoseFile { file: PathBuf, known: Vec<String> },
    #[error("schema `{schema}` has no version {version}\nhelp: it has {first} to {newest}")]
    NoSuchVersion {
        schema: String,
        version: i64,
        first: i64,
        newest: i64,
    },
    #[error(
        "`{}` and `{}` are both files\nhelp: compare each with a version",
        from.display(), to.display()
    )]
    TwoFiles { from: PathBuf, to: PathBuf },
    #[error("`{}` could not be written", file.display())]
    Save { file: PathBuf, source: io::Error },
    #[error("there is no file `{}`", file.display())]
    NoFile { file: PathBuf },
    #[error("`{}` could not be opened", file.display())]
    Open {
        file: PathBuf,
        source: rusqlite::Error,
    },
    #[error("the program's own preparation of the connection to `{}` failed", file.display())]
    Prepare {
        file: PathBuf,
        source: rusqlite::Error,
    },
    #[error("`{}` could not be copied for the dry run{}", file.display(), help(&**.source))]
    Copy {
        file: PathBuf,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("schema `{schema}` can't be exported, and nothing was written:\n  {}", .reasons.join("\n  "))]
    Unfit {
        schema: String,
        reasons: Vec<String>,
    },
    #[error("`{}` has other files of these versions, and nothing was written: {}\nhelp: released versions don't change; name another directory for another layout or another first version", folder.display(), list(.files))]
    Taken { folder: PathBuf, files: Vec<String> },
    #[error("`{}` could not be read or written", folder.display())]
    Folder { folder: PathBuf, source: io::Error },
    #[error("`{file}` does not run on an empty database; nothing was written")]
    Replay {
        file: String,
        source: rusqlite::Error,
    },
    #[error("`{file}` leads to something else than is declared; nothing was written:\n  {}", .differences.join("\n  "))]
    NotAsDeclared {
        file: String,
        differences: Vec<String>,
    },
    #[error("not declared: {gap}")]
    NotDeclared { gap: String },
    #[error("cargo can't tell the workspace\nhelp: run this where `cargo check` works")]
    Cargo,
    #[error("the compiler has something to say\n{said}")]
    Check { said: String },
    #[error("writing failed")]
    Write(#[from] io::Error),
    #[error("the answer is no JSON")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Engine(#[from] engine::Error),
}

/// What helps with a file that can't be copied.
fn help(source: &(dyn std::error::Error + Send + Sync + 'static)) -> &'static str {
    let code = source
        .downcast_ref()
        .map(rusqlite::Error::sqlite_error_code);
    if code.flatten() == Some(rusqlite::ErrorCode::NotADatabase) {
        "\nhelp: if it is encrypted, set its key with `Database::prepare` of the program's command line"
    } else {
        ""
    }
}

/// Names as a person lists them.
fn list(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|it| format!("`{it}`")).collect();
    names.join(", ")
}
