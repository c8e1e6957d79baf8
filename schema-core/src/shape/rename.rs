//! The renames of a version, applied to everything that holds a name.

use crate::model::{
    Constraint, Event, ForeignKey, Index, List, Seed, Term, Text, Trigger, View, VirtualTable,
};

use super::{
    Table,
    rename_text::{Relation, Scope, rename_in_text},
    renames::{Ambiguous, Place, Renames},
};

impl Renames {
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

    /// Renames a virtual table, what it indexes and what fills it; the rest is the module's own language.
    pub(super) fn apply_to_virtual_table(
        &mut self,
        declared: usize,
        table: &mut VirtualTable,
        relations: &[Relation],
    ) {
        rename(self.table(&table.name), &mut table.name);
        if let Some(from) = &mut table.from {
            let scope = Scope::Query {
                relations,
                trigger_on: None,
            };
            self.text_in(from, scope, Place::VirtualTable(declared));
        }
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
