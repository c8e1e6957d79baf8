//! The commands, one file each.

mod check;
mod completions;
mod ddl;
mod diagram;
mod diff;
mod each;
mod export;
mod history;
mod import;
mod migrate;
mod plan;
mod seal;
mod status;

use crate::{
    arguments::{self, Command},
    database::Databases,
    error::Result,
    screen::Screen,
};

/// Whether everything is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Good,
    Bad,
}

impl Verdict {
    fn good_if(is_good: bool) -> Self {
        if is_good { Self::Good } else { Self::Bad }
    }
}

/// `import`, which needs none of the program's databases.
pub(crate) fn import(arguments: &arguments::Import, screen: Screen) -> Result<Verdict> {
    import::run(arguments, screen)
}

pub(crate) fn run(command: &Command, databases: &Databases, screen: Screen) -> Result<Verdict> {
    match command {
        Command::Status(files) => status::run(files, databases, screen),
        Command::Plan(arguments) => plan::run(arguments, databases, screen),
        Command::Migrate(arguments) => migrate::run(arguments, databases, screen),
        Command::Check(files) => check::run(files, databases, screen),
        Command::Ddl(arguments) => ddl::run(arguments, databases, screen),
        Command::Diff(arguments) => diff::run(arguments, databases, screen),
        Command::Diagram(arguments) => diagram::run(arguments, databases, screen),
        Command::History(which) => history::run(which, databases, screen),
        Command::Seal(which) => seal::run(which, databases, screen),
        Command::Export(arguments) => export::run(arguments, databases, screen),
        Command::Import(arguments) => import::run(arguments, screen),
        Command::Completions { shell } => completions::run(*shell),
    }
}
