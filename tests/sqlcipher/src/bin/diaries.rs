//! The command line of a program with an encrypted database; `WRONG_KEY` makes it one without the right key.

use std::process::ExitCode;

use rusqlite_schema::cli::{self, Database};

fn main() -> ExitCode {
    if std::env::var_os("WRONG_KEY").is_some() {
        let wrong = Database::new(sqlcipher::diary::PROGRAM)
            .prepare(|it| it.pragma_update(None, "key", "wrong"));
        return cli::run([wrong]);
    }
    cli::run([sqlcipher::database()])
}
