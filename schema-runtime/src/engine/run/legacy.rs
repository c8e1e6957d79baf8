//! The adoption of files that carry no version number: names first.

use schema_core::{
    found::Found,
    model::{LegacyAction, Text},
    plan::Step,
    sql::{NameSet, SameWord},
};

use super::{
    foreign_keys::{self, Child},
    run::Run,
};
use crate::engine::{
    connection::refused,
    error::{Error, Result},
    terms::Warning,
};

/// What is known of the file's names while they change.
struct Names {
    /// The tables.
    tables: NameSet,
    /// The views, whose names can't be given to a table.
    views: NameSet,
    /// Tables whose indexes are not to be dropped: they were left, or went with their indexes.
    apart: NameSet,
    /// The tables that refer to what the block drops.
    children: Vec<Child>,
}

impl Names {
    fn of(found: &Found, children: Vec<Child>) -> Self {
        let tables = found.tables.iter().map(|it| it.table.name.as_str());
        let virtual_tables = found.virtual_tables.iter().map(|it| it.name.as_ref());
        // What can't be read keeps its rows all the same, so it is not passed over.
        let unreadable = found.unreadable.iter().map(String::as_str);
        let views = found.views.iter().map(|it| it.name.as_ref());
        Self {
            tables: tables.chain(virtual_tables).chain(unreadable).collect(),
            views: views.collect(),
            apart: NameSet::default(),
            children,
        }
    }

    /// Takes a table away; `false` if there is none.
    fn drop(&mut self, name: &str) -> bool {
        let is_other = |it: &Child| !it.after.is_same_word(name);
        self.children.retain(is_other);
        self.tables.remove(name)
    }

    fn rename(&mut self, from: &str, to: &str) {
        self.tables.remove(from);
        self.tables.insert(to);
        let mut children = self.children.iter_mut();
        if let Some(child) = children.find(|it| it.after.is_same_word(from)) {
            to.clone_into(&mut child.after);
        }
    }

    fn is_taken(&self, name: &str) -> bool {
        self.tables.contains(name) || self.views.contains(name)
    }
}

impl Run<'_> {
    /// Renames the legacy names that stand, and drops what the block lists.
    ///
    /// Where a legacy table and its successor both stand, both are left, the legacy one with its
    /// indexes: it may hold rows that an older program wrote. What is dropped must leave no row
    /// without a parent. Whether something was renamed is returned.
    pub(crate) fn adopt_legacy(&mut self, found: &Found) -> Result<bool> {
        let connection = self.connection;
        let children = self.legacy_children(found).map_err(refused(connection))?;
        let before = foreign_keys::before(connection, &children).map_err(refused(connection))?;
        let mut names = Names::of(found, children);
        let has_renamed = self.do_legacy(&mut names, found)?;
        let dangling = foreign_keys::dangling(connection, &names.children, &before);
        let violations = dangling.map_err(refused(connection))?.new;
        if violations.is_empty() {
            return Ok(has_renamed);
        }
        Err(Error::ForeignKeys {
            file: self.file(),
            violations,
        })
    }

    /// The tables that refer to one that the block drops, or of which it drops a unique index.
    fn legacy_children(&self, found: &Found) -> rusqlite::Result<Vec<Child>> {
        let actions = self.schema.legacy.actions.iter();
        let parents = actions.filter_map(|action| match action {
            LegacyAction::RenameTable { .. } => None,
            LegacyAction::DropTable(name) => Some(name.as_ref()),
            LegacyAction::DropIndex(name) => {
                let index = found.index(name).filter(|(_, it)| it.unique);
                index.map(|(table, _)| table)
            }
        });
        let parents: Vec<&str> = parents.collect();
        if parents.is_empty() {
            return Ok(Vec::new());
        }
        let is_parent = |name: &str| parents.iter().any(|it| it.is_same_word(name));
        foreign_keys::referring_to(self.connection, is_parent)
    }

    fn do_legacy(&mut self, names: &mut Names, found: &Found) -> Result<bool> {
        let mut has_renamed = false;
        let schema = self.schema;
        let mut renames = schema.legacy_renames();
        for action in schema.legacy.actions.iter() {
            match action {
                LegacyAction::RenameTable { from, .. } => {
                    let after = renames.next().map(|(_, names)| names).unwrap_or_default();
                    has_renamed |= self.adopt_table(names, from, &after)?;
                }
                LegacyAction::DropTable(name) if names.drop(name) => {
                    names.apart.insert(name);
                    let rows = self.rows_of(name)?;
                    self.apply_step(&Step::DropTable(name.to_string()), 0)?;
                    self.note_dropped(rows);
                }
                LegacyAction::DropTable(_) => {}
                LegacyAction::DropIndex(name) => {
                    let owner = found.index(name).map(|(table, _)| table);
                    if owner.is_some_and(|owner| !names.apart.contains(owner)) {
                        self.apply_step(&Step::DropIndex(name.to_string()), 0)?;
                    }
                }
            }
        }
        Ok(has_renamed)
    }

    /// Gives a legacy table the first of the names it goes through, unless one of them is taken.
    fn adopt_table(&mut self, names: &mut Names, from: &str, after: &[&Text]) -> Result<bool> {
        let (Some(to), Some(last)) = (after.first(), after.last()) else {
            return Ok(false);
        };
        // To SQLite, names that differ in case only are one name.
        if !names.tables.contains(from) || from.is_same_word(to) {
            return Ok(false);
        }
        if after.iter().any(|it| names.is_taken(it)) {
            names.apart.insert(from);
            let (legacy, current) = (from.to_owned(), last.to_string());
            let warning = Warning::BothNames { legacy, current };
            self.report.warnings.push(warning);
            return Ok(false);
        }
        names.rename(from, to);
        let (from, to) = (from.to_owned(), to.to_string());
        self.apply_step(&Step::RenameTable { from, to }, 0)?;
        Ok(true)
    }
}
