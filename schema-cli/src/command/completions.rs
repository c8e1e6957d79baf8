//! `completions`: what a shell completes.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Verdict;
use crate::{Root, error::Result};

pub(super) fn run(shell: Shell) -> Result<Verdict> {
    let mut command = Root::command();
    let program = std::env::args_os().next().map(std::path::PathBuf::from);
    let name = program.as_ref().and_then(|it| it.file_name()?.to_str());
    let name = name.unwrap_or("schema").to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    io::Write::write_all(&mut io::stdout().lock(), &script)?;
    Ok(Verdict::Good)
}
