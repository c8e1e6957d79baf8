//! `check`: `status`, with an exit code for scripts.

use super::{Verdict, each::Answers, status::Status};
use crate::{arguments::Files, database::Databases, error::Result, screen::Screen};

pub(super) fn run(files: &Files, databases: &Databases, screen: Screen) -> Result<Verdict> {
    let targets = databases.targets(files)?;
    Answers::ask(&targets, Status::of).print(screen, Status::is_as_declared)
}
