//! The history of a schema: its versions and what came before them.

use std::fmt::{self, Display, Formatter};

use crate::sql::SameWord;

use super::{List, Schema, Text};

/// One version of a schema: a sentence, and what its step does beyond the lifetimes.
///
/// A program reads it with the methods, as [`Schema`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The number with which files are stamped.
    #[doc(hidden)]
    pub number: i64,
    /// What the version is for, in the words of its author.
    #[doc(hidden)]
    pub sentence: Text,
    /// The fingerprint of what the version declared when it was released.
    #[doc(hidden)]
    pub seal: Option<Text>,
    /// Whether programs of older versions can work with files of this one, if the schema says so.
    #[doc(hidden)]
    pub compatibility: Option<Compatibility>,
    /// Renames and data steps, in their order.
    #[doc(hidden)]
    pub actions: List<Action>,
    /// What a file's journal says of it.
    #[doc(hidden)]
    pub entry: Entry,
}

impl Version {
    /// The number with which files are stamped.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.number
    }

    /// What the version is for, in the words of its author.
    #[must_use]
    pub fn sentence(&self) -> &str {
        self.sentence.trim()
    }

    /// Whether the declaration seals it.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.seal.is_some()
    }
}

/// What a journal says of a version. It follows from the declaration: see [`Schema::complete`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The seal that the version has as things stand, whether or not it was written down.
    pub seal: Text,
    /// The oldest version whose programs can read a file of this one.
    pub readers: i64,
    /// The oldest version whose programs can read and write it.
    pub writers: i64,
}

/// What a version says of programs older than itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compatibility {
    /// They can work with its files.
    Compatible,
    /// They must refuse its files.
    Breaking,
}

/// A program that a schema is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its name.
    pub name: Text,
    /// Its own version, such as `1.4.0`.
    pub version: Text,
}

impl Display for Release {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
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
    /// A query that gives the version of such a file, before anything is renamed or dropped.
    pub version_from: Option<Text>,
    /// Renames and removals, in their order.
    pub actions: List<LegacyAction>,
}

impl Legacy {
    /// The names of everything that the block is about.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let names = self.actions.iter().map(|action| match action {
            LegacyAction::RenameTable { from, .. } => from,
            LegacyAction::DropIndex(name) | LegacyAction::DropTable(name) => name,
        });
        names.map(AsRef::as_ref).collect()
    }
}

impl Schema {
    /// The legacy tables that are renamed, in order, each with the names that it goes through: in
    /// the `legacy` block, and then from version to version.
    pub fn legacy_renames(&self) -> impl Iterator<Item = (&Text, Vec<&Text>)> {
        let actions = self.legacy.actions.iter().enumerate();
        actions.filter_map(|(at, action)| match action {
            LegacyAction::RenameTable { from, to } => Some((from, self.names_after(to, at))),
            LegacyAction::DropIndex(_) | LegacyAction::DropTable(_) => None,
        })
    }

    /// The names that `name` goes through after the legacy action at `at`, beginning with itself.
    fn names_after<'a>(&'a self, name: &'a Text, at: usize) -> Vec<&'a Text> {
        let legacy = self.legacy.actions.iter().skip(at + 1);
        let legacy = legacy.filter_map(|action| match action {
            LegacyAction::RenameTable { from, to } => Some((from, to)),
            LegacyAction::DropIndex(_) | LegacyAction::DropTable(_) => None,
        });
        let versions = self.versions.iter().flat_map(|it| it.actions.iter());
        let versions = versions.filter_map(|action| match action {
            Action::RenameTable { from, to } => Some((from, to)),
            _ => None,
        });
        let mut names = vec![name];
        for (from, to) in legacy.chain(versions) {
            if names.last().is_some_and(|it| it.is_same_word(from)) {
                names.push(to);
            }
        }
        names
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
