//! `cargo schema`: seals a workspace's schemas, and imports databases.

use std::process::ExitCode;

fn main() -> ExitCode {
    schema_cli::cargo_schema()
}
