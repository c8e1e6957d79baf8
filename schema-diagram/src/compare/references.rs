//! The foreign keys of both sides, by the tables and rows at their ends.

use schema_core::{
    model::{ForeignKey, ReferentialAction, Text},
    shape,
};

use super::{Facing, Side, Sides, may_be_null, unique_keys};
use crate::content::{Fate, Reference, Words};

impl Sides<'_> {
    /// The references of both sides. Those with the same ends are the same.
    pub(super) fn references(&self) -> Vec<Reference> {
        let mut before = self.on(Side::Before);
        let mut all = Vec::new();
        for mut reference in self.on(Side::After) {
            let twin = before.iter().position(|it| it.same_ends(&reference));
            let Some(twin) = twin.map(|at| before.swap_remove(at)) else {
                reference.fate = Fate::Came;
                all.push(reference);
                continue;
            };
            let (was, is) = (&twin.actions.now, &reference.actions.now);
            if was != is {
                reference.actions = Words::of((Some(or_none(was)), Some(or_none(is))));
            }
            let is_changed = reference.actions.was.is_some();
            reference.fate = Fate::Stays.or_changed(is_changed);
            all.push(reference);
        }
        all.extend(before.into_iter().map(|it| Reference {
            fate: Fate::Went,
            ..it
        }));
        all.sort_by_key(|it| it.child);
        all
    }

    fn on(&self, side: Side) -> Vec<Reference> {
        let mut references = Vec::new();
        for (child, facing) in self.tables.iter().enumerate() {
            let keys = side.of(facing.table).into_iter();
            for key in keys.flat_map(shape::Table::foreign_keys) {
                references.extend(self.reference(side, child, facing, key));
            }
        }
        references
    }

    /// A foreign key as an arrow; nothing if its parent isn't there, which SQLite permits.
    fn reference(
        &self,
        side: Side,
        child: usize,
        facing: &Facing<'_>,
        key: &ForeignKey,
    ) -> Option<Reference> {
        let table = side.of(facing.table)?;
        let is_parent = |it: &Facing<'_>| {
            side.of(it.table)
                .is_some_and(|it| it.name.eq_ignore_ascii_case(&key.table))
        };
        let parent = self.tables.iter().position(is_parent)?;
        let parent_facing = self.tables.get(parent)?;
        let parent_key = match key.parent_columns.as_ref() {
            [] => &side.of(parent_facing.table)?.primary_key()?.columns,
            _ => &key.parent_columns,
        };
        let names = || key.columns.iter().map(AsRef::as_ref);
        let is_optional = names()
            .filter_map(|it| table.column(it))
            .any(|it| may_be_null(table, it));
        Some(Reference {
            child,
            rows: facing.rows(side, names())?,
            parent,
            parent_rows: parent_facing.rows(side, parent_key.iter().map(AsRef::as_ref))?,
            actions: Words::of((None, Some(&actions(key)))),
            is_optional,
            is_single: is_single(table, key),
            fate: Fate::Stays,
        })
    }
}

impl Reference {
    fn same_ends(&self, other: &Self) -> bool {
        let ends = |it: &Self| {
            let it = it.clone();
            (it.child, it.rows, it.parent, it.parent_rows)
        };
        ends(self) == ends(other)
    }
}

/// Whether the columns that refer are a key themselves.
fn is_single(table: &shape::Table, key: &ForeignKey) -> bool {
    let refers = |column: &Text| {
        let mut columns = key.columns.iter();
        columns.any(|it| it.eq_ignore_ascii_case(column))
    };
    let primary = table.primary_key();
    primary.is_some_and(|it| it.columns.iter().all(refers))
        || unique_keys(table).any(|it| it.into_iter().all(refers))
}

fn or_none(actions: &str) -> &str {
    if actions.is_empty() {
        "no action"
    } else {
        actions
    }
}

fn actions(key: &ForeignKey) -> String {
    let word = |action| match action {
        ReferentialAction::NoAction => None,
        ReferentialAction::Restrict => Some("restrict"),
        ReferentialAction::SetNull => Some("set null"),
        ReferentialAction::SetDefault => Some("set default"),
        ReferentialAction::Cascade => Some("cascade"),
    };
    let delete = word(key.on_delete).map(|it| format!("on delete {it}"));
    let update = word(key.on_update).map(|it| format!("on update {it}"));
    let both: Vec<String> = delete.into_iter().chain(update).collect();
    both.join(", ")
}
