//! What an editor asks rust-analyzer about a declaration, and what it should be told. The questions are in `tests/editor.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "all of this is a test"
)]

mod project;
mod server;

pub use self::{project::Project, server::Server};

use std::process::Command;

/// The program to ask, or why nobody can be asked.
///
/// # Errors
///
/// There is none, or it does not run: rustup puts a `rust-analyzer` on the path that only says that its component is missing.
pub fn program() -> Result<String, String> {
    let named = std::env::var("RUST_ANALYZER").ok();
    let program = named.unwrap_or_else(|| "rust-analyzer".to_owned());
    match Command::new(&program).arg("--version").output() {
        Err(error) => Err(format!("`{program}`: {error}")),
        Ok(it) if !it.status.success() => {
            let said = String::from_utf8_lossy(&it.stderr);
            let first = said.lines().next().unwrap_or_default();
            Err(format!("`{program}`: {first}"))
        }
        Ok(it) => {
            println!("{}", String::from_utf8_lossy(&it.stdout).trim());
            Ok(program)
        }
    }
}
