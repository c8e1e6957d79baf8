//! The renames of a version, and what they say of a name.

use crate::sql::SameWord;

use crate::model::{Action, Text};

use super::Table;

/// A text in which a name can't be told from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    /// The version whose rename it is.
    pub version: i64,
    /// What holds the text.
    pub place: Place,
    /// The name that the text has and that the rename is about.
    pub name: String,
}

/// Something that holds SQL text, by its indices in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column line of a table.
    Column(usize, usize),
    /// A constraint of a table.
    Constraint(usize, usize),
    /// An index of a table.
    Index(usize, usize),
    /// A view.
    View(usize),
    /// The body of a trigger.
    Trigger(usize),
    /// The condition of a trigger.
    When(usize),
    /// A virtual table.
    VirtualTable(usize),
}

/// The renames of one version, to be applied all at once, from the new names to the old ones.
#[derive(Debug, Default)]
pub(super) struct Renames {
    pub(super) version: i64,
    /// New and old name of each table.
    pub(super) tables: Vec<(Text, Text)>,
    /// The new name of the table, and new and old name of the column.
    pub(super) columns: Vec<(Text, Text, Text)>,
    pub(super) ambiguous: Vec<Ambiguous>,
}

impl Renames {
    /// The renames among a version's actions, to be walked back.
    pub(super) fn back(version: i64, actions: &[Action]) -> Self {
        let mut renames = Self {
            version,
            ..Self::default()
        };
        for action in actions {
            match action {
                Action::RenameTable { from, to } => renames.tables.push((to.clone(), from.clone())),
                Action::RenameColumn { table, from, to } => {
                    renames
                        .columns
                        .push((table.clone(), to.clone(), from.clone()));
                }
                Action::Sql(_) | Action::Run(_) => {}
            }
        }
        renames
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.columns.is_empty()
    }

    /// The old name of a table.
    pub(super) fn table(&self, name: &str) -> Option<&Text> {
        let renamed = self.tables.iter().find(|(new, _)| new.is_same_word(name));
        renamed.map(|(_, old)| old)
    }

    /// The old name of a column of the table that has this new name.
    pub(super) fn column(&self, table: &str, name: &str) -> Option<&Text> {
        self.column_of(|owner| owner.is_same_word(table), name)
    }

    /// The old name of a column of a table that can own it.
    pub(super) fn column_of(&self, owner: impl Fn(&str) -> bool, name: &str) -> Option<&Text> {
        let mut columns = self.columns.iter();
        let renamed = columns.find(|(table, new, _)| new.is_same_word(name) && owner(table));
        renamed.map(|(_, _, old)| old)
    }

    /// Notes that an index of texts names its columns as the table does whose texts they are.
    pub(super) fn follow(&mut self, index: &str, content: &str) {
        let columns = self.columns.iter();
        let renamed = columns.filter(|(table, ..)| table.is_same_word(content));
        let followed =
            renamed.map(|(_, new, old)| (index.to_owned().into(), new.clone(), old.clone()));
        let followed: Vec<_> = followed.collect();
        self.columns.extend(followed);
    }

    /// Whether a rename is about the table, its columns, or a parent of it.
    pub(super) fn concern(&self, table: &Table) -> bool {
        let names = |name: &str| {
            self.table(name).is_some()
                || self
                    .columns
                    .iter()
                    .any(|(owner, ..)| owner.is_same_word(name))
        };
        names(&table.name) || table.foreign_keys().any(|key| names(&key.table))
    }
}
