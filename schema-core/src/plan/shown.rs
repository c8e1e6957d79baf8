//! How steps are told to people: by the version that asks for them, and by the names that they know.

use super::{BESIDE_PREFIX, PARKED_PREFIX, Stage, Step};
use crate::{
    model::{Lifetime, Schema},
    shape::{Shape, Traced},
};

/// A text with tables that have another name for a while by the names that they have otherwise.
#[must_use]
pub fn by_their_names(text: &str) -> String {
    text.replace(BESIDE_PREFIX, "").replace(PARKED_PREFIX, "")
}

/// What creates a table, perhaps beside the one whose place it takes.
pub(super) fn created(name: &str) -> String {
    match name.strip_prefix(BESIDE_PREFIX) {
        Some(name) => format!("build table {name} anew"),
        None => format!("create table {name}"),
    }
}

/// What renames a table, perhaps only for a while.
pub(super) fn renamed(from: &str, to: &str) -> String {
    if let Some(name) = from.strip_prefix(BESIDE_PREFIX) {
        return format!("put the new table {name} in its place");
    }
    match to.strip_prefix(PARKED_PREFIX) {
        Some(name) => format!("move table {name} out of the way"),
        None => format!("rename table {} to {to}", by_their_names(from)),
    }
}

impl Stage {
    /// The version that asks for a step; the last of the stage for one that several versions ask for.
    #[must_use]
    pub fn version_of(&self, schema: &Schema, step: &Step) -> i64 {
        let (from, to) = (self.before.version, self.after.version);
        let asked = self.asked(schema, step);
        asked.filter(|it| from < *it && *it <= to).unwrap_or(to)
    }

    fn asked(&self, schema: &Schema, step: &Step) -> Option<i64> {
        let (before, after) = (&self.before, &self.after);
        let index = |shape: &Shape, name: &str| {
            shape.tables.iter().find_map(|table| {
                let declared = declared(&table.indexes, |it| it.name == name)?;
                let indexes = &schema.tables.get(table.declared)?.indexes;
                Some(indexes.get(declared)?.lifetime)
            })
        };
        let column = |shape: &Shape, table: &str, name: &str| {
            let table = shape.table(table)?;
            let line = table.column(name)?.declared;
            Some(
                schema
                    .tables
                    .get(table.declared)?
                    .columns
                    .get(line)?
                    .lifetime,
            )
        };
        let table = |shape: &Shape, name: &str| {
            Some(schema.tables.get(shape.table(name)?.declared)?.lifetime)
        };
        let since = |it: Lifetime| it.since;
        match step {
            Step::CreateTable { name, .. } => table(after, name).map(since),
            Step::AddColumn { table, column: it } => {
                column(after, &table.name, &it.name).map(since)
            }
            Step::CreateIndex { index: it, .. } => index(after, &it.name).map(since),
            Step::CreateView(view) => {
                let at = declared(&after.views, |it| it.name == view.name)?;
                schema.views.get(at).map(|it| it.lifetime.since)
            }
            Step::CreateTrigger(trigger) => {
                let at = declared(&after.triggers, |it| it.name == trigger.name)?;
                schema.triggers.get(at).map(|it| it.lifetime.since)
            }
            Step::CreateVirtualTable(table) => {
                let at = declared(&after.virtual_tables, |it| it.name == table.name)?;
                schema.virtual_tables.get(at).map(|it| it.lifetime.since)
            }
            Step::Seed(seed) => {
                let at = declared(&after.seeds, |it| it == seed)?;
                schema.seeds.get(at).map(|it| it.lifetime.since)
            }
            Step::DropIndex(name) => index(before, name)?.until,
            Step::DropTable(name) => table(before, &by_their_names(name))?.until,
            Step::DropColumn { table, column: it } => column(before, table, it)?.until,
            _ => None,
        }
    }
}

/// The index in the model of the object that is the one.
fn declared<T>(all: &[Traced<T>], is_it: impl Fn(&T) -> bool) -> Option<usize> {
    all.iter().find(|it| is_it(&it.item)).map(|it| it.declared)
}
