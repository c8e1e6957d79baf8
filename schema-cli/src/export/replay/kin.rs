//! Which tables have to be rebuilt at once, because they refer to each other.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use schema_core::{
    model::ForeignKey,
    plan::{BESIDE_PREFIX, Step},
    shape::{Shape, Table, owner},
};

/// Steps from one shape to another, and what they tie together.
pub(super) struct Tied<'a> {
    pub(super) before: &'a Shape,
    pub(super) after: &'a Shape,
    pub(super) steps: &'a [Step],
}

impl<'a> Tied<'a> {
    /// The tables that are dropped, for good or because a new one takes their place, by what declares
    /// them.
    fn dropped(&self) -> BTreeSet<usize> {
        let key = |name: &str| name.to_ascii_lowercase();
        let tables = self.before.tables.iter();
        let mut names: HashMap<String, usize> =
            tables.map(|it| (key(&it.name), it.declared)).collect();
        let mut dropped = BTreeSet::new();
        for step in self.steps {
            match step {
                Step::RenameTable { from, to } => {
                    if let Some(table) = names.remove(&key(from)) {
                        names.insert(key(to), table);
                    }
                }
                Step::DropTable(name) => dropped.extend(names.get(&key(name))),
                _ => {}
            }
        }
        dropped
    }

    /// The tables that have to go and come back at once, by what declares them. Empty if nothing refers
    /// to what is dropped.
    pub(super) fn kin(&self) -> BTreeSet<usize> {
        let mut kin = self.dropped();
        kin.extend(self.added().map(|(_, table)| table.declared));
        let references = self.references();
        if !references.iter().any(|(_, parent)| kin.contains(parent)) {
            return self.added().map(|(_, table)| table.declared).collect();
        }
        loop {
            let tied = references.iter().filter(|(_, parent)| kin.contains(parent));
            let children: Vec<usize> = tied.map(|(child, _)| *child).collect();
            let known = kin.len();
            kin.extend(children);
            if kin.len() == known {
                return kin;
            }
        }
    }

    /// Child and parent of every foreign key that stands while the steps run.
    fn references(&self) -> Vec<(usize, usize)> {
        let of = |shape: &Shape| -> Vec<(usize, usize)> {
            let keys = shape
                .tables
                .iter()
                .flat_map(|it| it.foreign_keys().map(move |key| (it.declared, key)));
            keys.filter_map(|(child, key)| Some((child, shape.table(&key.table)?.declared)))
                .collect()
        };
        [of(self.before), of(self.after)].concat()
    }

    /// The columns that SQLite adds with a reference and a default only while foreign keys are off,
    /// each with its table as it will be.
    pub(super) fn added(&self) -> impl Iterator<Item = (usize, &'a Arc<Table>)> {
        let steps = self.steps.iter().enumerate();
        steps.filter_map(|(at, step)| match step {
            Step::AddColumn { table, column } => {
                let refers = table
                    .constraints
                    .iter()
                    .any(|it| is_reference_of(&it.item, &column.name));
                let default = column.default.as_deref().unwrap_or("NULL");
                (refers && !default.eq_ignore_ascii_case("NULL")).then_some((at, table))
            }
            _ => None,
        })
    }

    /// Whether a table stands under another name until it takes its place.
    pub(super) fn is_rebuilt(&self, table: &Table) -> bool {
        let interim = format!("{BESIDE_PREFIX}{}", table.name);
        let mut steps = self.steps.iter();
        steps.any(|it| matches!(it, Step::CreateTable { name, .. } if *name == interim))
    }

    /// Where the first table is dropped or created beside the one whose place it takes.
    pub(super) fn first_rebuild(&self) -> usize {
        let is_virtual = |name: &str| {
            let mut tables = self.before.virtual_tables.iter();
            tables.any(|it| it.item.name == *name)
        };
        let begins = |step: &Step| match step {
            Step::DropTable(name) => !is_virtual(name),
            Step::CreateTable { name, .. } => name.starts_with(BESIDE_PREFIX),
            // Columns that go, go with the table that is left out.
            Step::DropColumn { .. } => true,
            _ => false,
        };
        let at = self.steps.iter().position(begins);
        at.unwrap_or_else(|| self.first_finish())
    }

    /// Where the rows have moved, for steps that drop nothing.
    fn first_finish(&self) -> usize {
        let is_move = |step: &Step| {
            matches!(
                step,
                Step::AddColumn { .. }
                    | Step::CreateTable { .. }
                    | Step::Sql(_)
                    | Step::RenameTable { .. }
                    | Step::RenameColumn { .. }
                    | Step::DropIndex(_)
            )
        };
        let last = self.steps.iter().rposition(is_move);
        last.map_or(0, |at| at + 1)
    }

    /// Whether a table that is new may have rows before the rebuilds.
    pub(super) fn is_written(&self) -> bool {
        let head = self.steps.iter().take(self.first_rebuild());
        let mut head = head.filter(|it| matches!(it, Step::Sql(_) | Step::Seed(_)));
        head.next().is_some()
    }
}

/// Whether a constraint is the reference that is written at this column.
pub(super) fn is_reference_of(constraint: &schema_core::model::Constraint, column: &str) -> bool {
    matches!(
        constraint,
        schema_core::model::Constraint::ForeignKey(ForeignKey { .. })
    ) && owner(constraint).is_some_and(|it| it.eq_ignore_ascii_case(column))
}
