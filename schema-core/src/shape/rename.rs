//! The renames of a version, applied to everything that holds a name.

use crate::model::{
    Action, Constraint, Event, ForeignKey, Index, List, Seed, Term, Text, Trigger, View,
    VirtualTable,
};
use crate::sql::SameWord;

use super::{
    Table,
    rename_text::{Relation, Scope, rename_in_text},
};

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
    /// A trigger.
    Trigger(usize),
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

    /// Renames within a table and in what refers to other tables.
    pub(super) fn apply_to_table(&mut self, table: &mut Table) {
        let owner = table.name.clone();
        let at = table.declared;
        for line in &mut table.columns {
            let place = Place::Column(at, line.declared);
            rename(self.column(&owner, &line.item.name), &mut line.item.name);
            if let Some(generated) = &mut line.item.generated {
                self.text(&mut generated.expression, &owner, place);
            }
            if let Some(from) = &mut line.item.from {
                self.text(from, &owner, place);
            }
        }
        for constraint in &mut table.constraints {
            let place = Place::Constraint(at, constraint.declared);
            self.apply_to_constraint(&mut constraint.item, &owner, place);
        }
        for index in &mut table.indexes {
            let place = Place::Index(at, index.declared);
            self.apply_to_index(&mut index.item, &owner, place);
        }
        if let Some(old) = self.table(&owner) {
            table.name = old.to_string();
        }
    }

    fn apply_to_constraint(&mut self, constraint: &mut Constraint, owner: &str, place: Place) {
        match constraint {
            Constraint::PrimaryKey(key) => self.names(&mut key.columns, owner),
            Constraint::Unique(unique) => self.names(&mut unique.columns, owner),
            Constraint::ForeignKey(key) => self.apply_to_foreign_key(key, owner),
            Constraint::Check(check) => {
                if let Some(column) = &mut check.column {
                    rename(self.column(owner, column), column);
                }
                self.text(&mut check.expression, owner, place);
            }
        }
    }

    fn apply_to_foreign_key(&self, key: &mut ForeignKey, owner: &str) {
        self.names(&mut key.columns, owner);
        self.names(&mut key.parent_columns, &key.table);
        rename(self.table(&key.table), &mut key.table);
    }

    fn apply_to_index(&mut self, index: &mut Index, owner: &str, place: Place) {
        for column in index.columns.to_mut() {
            match &mut column.term {
                Term::Column(name) => rename(self.column(owner, name), name),
                Term::Expression(expression) => self.text(expression, owner, place),
            }
        }
        if let Some(filter) = &mut index.filter {
            self.text(filter, owner, place);
        }
    }

    /// Renames in a view's query. `relations` are those of the newer version.
    pub(super) fn apply_to_view(
        &mut self,
        declared: usize,
        view: &mut View,
        relations: &[Relation],
    ) {
        rename(self.table(&view.name), &mut view.name);
        let scope = Scope::Query {
            relations,
            trigger_on: None,
        };
        self.text_in(&mut view.query, scope, Place::View(declared));
    }

    /// Renames in a trigger. `relations` are those of the newer version.
    pub(super) fn apply_to_trigger(
        &mut self,
        declared: usize,
        trigger: &mut Trigger,
        relations: &[Relation],
    ) {
        let place = Place::Trigger(declared);
        let table = trigger.table.clone();
        if let Event::Update(columns) = &mut trigger.event {
            self.names(columns, &table);
        }
        let scope = Scope::Query {
            relations,
            trigger_on: Some(&table),
        };
        if let Some(when) = &mut trigger.when {
            self.text_in(when, scope, place);
        }
        self.text_in(&mut trigger.body, scope, place);
        rename(self.table(&table), &mut trigger.table);
    }

    /// Renames a virtual table, and what it indexes; the rest is the module's own language.
    pub(super) fn apply_to_virtual_table(&mut self, declared: usize, table: &mut VirtualTable) {
        rename(self.table(&table.name), &mut table.name);
        if let Some(content) = table.content() {
            self.text_in(
                &mut table.using,
                Scope::Content(&content),
                Place::VirtualTable(declared),
            );
        }
    }

    /// Renames in a seed.
    pub(super) fn apply_to_seed(&self, seed: &mut Seed) {
        for (column, _) in seed.values.to_mut() {
            rename(self.column(&seed.table, column), column);
        }
        rename(self.table(&seed.table), &mut seed.table);
    }

    fn names(&self, names: &mut List<Text>, owner: &str) {
        for name in names.to_mut() {
            rename(self.column(owner, name), name);
        }
    }

    fn text(&mut self, text: &mut Text, owner: &str, place: Place) {
        self.text_in(text, Scope::Table(owner), place);
    }

    fn text_in(&mut self, text: &mut Text, scope: Scope<'_>, place: Place) {
        match rename_in_text(text, self, scope) {
            Ok(None) => {}
            Ok(Some(renamed)) => *text = renamed.into(),
            Err(name) => self.ambiguous.push(Ambiguous {
                version: self.version,
                place,
                name,
            }),
        }
    }
}

fn rename(new: Option<&Text>, name: &mut Text) {
    if let Some(new) = new {
        name.clone_from(new);
    }
}
