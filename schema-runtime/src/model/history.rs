//! The history of a schema: its versions and what came before them.

use super::{List, Text};

/// One version of a schema: a sentence, and what its step does beyond the lifetimes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The number with which files are stamped.
    pub number: i64,
    /// What the version is for, in the words of its author.
    pub sentence: Text,
    /// The fingerprint of what the version declared when it was released.
    pub seal: Option<Text>,
    /// Whether programs of older versions can work with files of this one, if the schema says so.
    pub compatibility: Option<Compatibility>,
    /// Renames and data steps, in their order.
    pub actions: List<Action>,
}

/// What a version says of programs older than itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compatibility {
    /// They can work with its files.
    Compatible,
    /// They must refuse its files.
    Breaking,
}

/// Something that a version's step does. Names are those of the version itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `rename from => to;`
    RenameTable {
        /// The name that the version before has.
        from: Text,
        /// The name from this version on.
        to: Text,
    },
    /// `rename table.from => to;`
    RenameColumn {
        /// The table, by the name that this version gives it.
        table: Text,
        /// The name that the version before has.
        from: Text,
        /// The name from this version on.
        to: Text,
    },
    /// `sql "…";`
    Sql(Text),
    /// `run function;`: the function's path, as written.
    Run(Text),
}

/// What brings in files that carry no version number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legacy {
    /// What the files are, in the words of the author.
    pub sentence: Text,
    /// Renames and removals, in their order.
    pub actions: List<LegacyAction>,
}

impl Legacy {
    /// The tables that are renamed, in order, each with the names that it goes through.
    pub fn renames(&self) -> impl Iterator<Item = (&Text, Vec<&Text>)> {
        let actions = self.actions.iter().enumerate();
        actions.filter_map(|(at, action)| match action {
            LegacyAction::RenameTable { from, to } => Some((from, self.path(to, at))),
            LegacyAction::DropIndex(_) | LegacyAction::DropTable(_) => None,
        })
    }

    /// The names that `to` goes through in the actions after the one at `at`, beginning with itself.
    fn path<'a>(&'a self, to: &'a Text, at: usize) -> Vec<&'a Text> {
        let mut path = vec![to];
        let mut last = to;
        for action in self.actions.iter().skip(at + 1) {
            if let LegacyAction::RenameTable { from, to } = action
                && from.eq_ignore_ascii_case(last)
            {
                path.push(to);
                last = to;
            }
        }
        path
    }
}

/// Something that the adoption of an unstamped file does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegacyAction {
    /// `rename from => to;`
    RenameTable {
        /// The name that the file may have.
        from: Text,
        /// The name that it gets.
        to: Text,
    },
    /// `drop index name;`
    DropIndex(Text),
    /// `drop table name;`
    DropTable(Text),
}
