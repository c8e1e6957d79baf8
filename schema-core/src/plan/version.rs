//! One version of the history, and what begins, ends and is renamed with it.

use crate::{
    model::{Action, Column, Constraint, Index, Lifetime, Lived, Schema, Table, Version},
    shape::{self, ColumnLine, Timeline, Traced},
    sql::SameWord,
};

/// One version on its way into a stage.
pub(super) struct VersionStep<'a> {
    pub(super) schema: &'a Schema,
    pub(super) timeline: &'a Timeline,
    pub(super) version: &'a Version,
    /// The tables in which something begins or ends with the version.
    pub(super) tables: &'a [usize],
}

impl<'a> VersionStep<'a> {
    pub(super) fn has_data(&self) -> bool {
        self.version
            .actions
            .iter()
            .any(|it| matches!(it, Action::Sql(_) | Action::Run(_)))
    }

    pub(super) fn touched(&self) -> impl Iterator<Item = (&'a Table, usize)> {
        let tables = self.tables.iter();
        tables.filter_map(|declared| Some((self.schema.tables.get(*declared)?, *declared)))
    }

    pub(super) fn changes_an_option(&self, table: &Table) -> bool {
        let mut lifetimes = table.options.iter().map(|it| it.lifetime);
        lifetimes.any(|it| self.begins(it) || self.ends(it))
    }

    pub(super) fn renames_in(&self, table: &Table) -> bool {
        self.version.actions.iter().any(|action| match action {
            Action::RenameColumn { table: owner, .. } => {
                self.declared(owner).is_some_and(|it| self.is(it, table))
            }
            _ => false,
        })
    }

    /// The line that begins with the version in the place of one that ends.
    pub(super) fn follower(&self, table: &'a Table, was: &Column) -> Option<&'a Column> {
        self.beginning(table)
            .find(|it| it.name.is_same_word(&self.now(table, was)))
    }

    pub(super) fn begins(&self, lifetime: Lifetime) -> bool {
        lifetime.since == self.version.number
    }

    pub(super) fn ends(&self, lifetime: Lifetime) -> bool {
        lifetime.until == Some(self.version.number)
    }

    /// The table as the version has it, by the names that it has then.
    pub(super) fn standing(&self, table: &Table) -> Option<&'a shape::Table> {
        let mut tables = self.timeline.at(self.version.number)?.tables.iter();
        tables
            .find(|it| self.is(it.declared, table))
            .map(AsRef::as_ref)
    }

    /// The lines that begin with the version, by the names that they have then.
    pub(super) fn beginning(&self, table: &'a Table) -> impl Iterator<Item = &'a Column> {
        let lines = self.standing(table).map_or(&[][..], |it| &it.columns);
        let begins = |it: &&ColumnLine| {
            let line = table.columns.get(it.declared);
            line.is_some_and(|line| self.begins(line.lifetime))
        };
        lines.iter().filter(begins).map(|it| &it.item)
    }

    /// The constraints that begin with the version, by the names that it has.
    pub(super) fn new_constraints(&self, table: &'a Table) -> impl Iterator<Item = &'a Constraint> {
        let constraints = self.standing(table).map_or(&[][..], |it| &it.constraints);
        let begins = |it: &&Traced<Constraint>| {
            let line = table.constraints.get(it.declared);
            line.is_some_and(|line| self.begins(line.lifetime))
        };
        constraints.iter().filter(begins).map(|it| &it.item)
    }

    /// The unique indexes that begin with the version, by the names that it has.
    pub(super) fn new_keys(&self, table: &'a Table) -> impl Iterator<Item = &'a Index> {
        let indexes = self.standing(table).map_or(&[][..], |it| &it.indexes);
        let begins = |it: &&Traced<Index>| {
            let line = table.indexes.get(it.declared);
            it.item.unique && line.is_some_and(|line| self.begins(line.lifetime))
        };
        indexes.iter().filter(begins).map(|it| &it.item)
    }

    /// The lines that end with the version.
    pub(super) fn ending(&self, table: &'a Table) -> impl Iterator<Item = &'a Lived<Column>> {
        table.columns.iter().filter(|it| self.ends(it.lifetime))
    }

    /// The lines that begin with the version in the place of one that ends.
    pub(super) fn changing(&self, table: &'a Table) -> impl Iterator<Item = &'a Column> {
        self.beginning(table).filter(move |line| {
            self.ending(table)
                .any(|it| self.now(table, &it.item).is_same_word(&line.name))
        })
    }

    /// The names that columns get with the version and did not have before.
    pub(super) fn column_names(&self, table: &'a Table) -> impl Iterator<Item = String> {
        let changing: Vec<&str> = self.changing(table).map(|it| it.name.as_ref()).collect();
        let came = self
            .beginning(table)
            .filter(move |it| !changing.contains(&it.name.as_ref()));
        let renamed = self
            .version
            .actions
            .iter()
            .filter_map(|action| match action {
                Action::RenameColumn { to, .. } => Some(to.to_ascii_lowercase()),
                _ => None,
            });
        came.map(|it| it.name.to_ascii_lowercase()).chain(renamed)
    }

    /// The name that the version gives a column of the version before.
    pub(super) fn now(&self, table: &Table, column: &Column) -> String {
        let renamed = self.version.actions.iter().find_map(|action| match action {
            Action::RenameColumn {
                table: owner,
                from,
                to,
            } if from.is_same_word(&column.name)
                && self.declared(owner).is_some_and(|it| self.is(it, table)) =>
            {
                Some(to.to_string())
            }
            _ => None,
        });
        renamed.unwrap_or_else(|| column.name.to_string())
    }

    pub(super) fn is(&self, declared: usize, table: &Table) -> bool {
        self.schema
            .tables
            .get(declared)
            .is_some_and(|it| std::ptr::eq(it, table))
    }

    /// The table that has this name at the version.
    pub(super) fn declared(&self, name: &str) -> Option<usize> {
        let shape = self.timeline.at(self.version.number)?;
        shape.table(name).map(|table| table.declared)
    }

    pub(super) fn name_of(&self, declared: usize) -> Option<&'a str> {
        let shape = self.timeline.at(self.version.number)?;
        shape
            .declared_table(declared)
            .map(|table| table.name.as_str())
    }
}
