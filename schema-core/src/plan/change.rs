//! What a table needs to get from one shape to another.

use std::sync::Arc;

use crate::{
    model::{Column, Constraint},
    shape::{ColumnLine, Table, Traced, mentions, owner},
    sql::SameWord,
};

/// A table that both shapes have, and how it differs.
#[derive(Clone, Debug)]
pub struct TableChange<'a> {
    /// The table before.
    pub old: &'a Arc<Table>,
    /// The table after.
    pub new: &'a Arc<Table>,
}

impl<'a> TableChange<'a> {
    /// The columns that only the new shape has.
    pub fn added(&self) -> impl Iterator<Item = &'a ColumnLine> + use<'a> {
        let old = self.old;
        self.new
            .columns
            .iter()
            .filter(|it| old.column_by_identity(it.identity).is_none())
    }

    /// The columns that only the old shape has.
    pub fn dropped(&self) -> impl Iterator<Item = &'a ColumnLine> + use<'a> {
        let new = self.new;
        self.old
            .columns
            .iter()
            .filter(|it| new.column_by_identity(it.identity).is_none())
    }

    /// The columns that both have, old and new.
    pub fn kept(&self) -> impl Iterator<Item = (&'a ColumnLine, &'a ColumnLine)> + use<'a> {
        let new = self.new;
        self.old
            .columns
            .iter()
            .filter_map(|it| Some((it, new.column_by_identity(it.identity)?)))
    }

    fn is_added(&self, name: &str) -> bool {
        self.added().any(|it| it.item.name.is_same_word(name))
    }

    /// Whether the other side has neither the same clause nor another clause that says the same.
    ///
    /// Where a column has another name, equal texts speak of different columns.
    fn is_missing(
        &self,
        one: &Traced<Constraint>,
        others: &[Traced<Constraint>],
        own: &[Traced<Constraint>],
    ) -> bool {
        let is_renamed = self.kept().any(|(old, new)| old.item.name != new.item.name);
        let stays = |declared: usize| own.iter().any(|it| it.declared == declared);
        let says_the_same =
            |it: &Traced<Constraint>| it.item == one.item && !is_renamed && !stays(it.declared);
        !others
            .iter()
            .any(|it| it.declared == one.declared || says_the_same(it))
    }

    fn is_dropped(&self, name: &str) -> bool {
        self.dropped().any(|it| it.item.name.is_same_word(name))
    }
}

/// Why a table can't be changed in place; `None` if it can.
///
/// The rules are those of <https://sqlite.org/lang_altertable.html>.
#[must_use]
pub fn why_rebuild(change: &TableChange<'_>) -> Option<String> {
    if Arc::ptr_eq(change.old, change.new) {
        return None;
    }
    options(change)
        .or_else(|| change.kept().find_map(|(old, new)| altered(old, new)))
        .or_else(|| {
            change
                .added()
                .find_map(|it| not_addable(change.new, &it.item))
        })
        .or_else(|| {
            change
                .dropped()
                .find_map(|it| not_droppable(change, &it.item))
        })
        .or_else(|| constraints(change))
}

fn options(change: &TableChange<'_>) -> Option<String> {
    let (old, new) = (change.old, change.new);
    let changed = (old.strict, old.without_rowid) != (new.strict, new.without_rowid);
    changed.then(|| "the table's options change".to_owned())
}

fn altered(old: &ColumnLine, new: &ColumnLine) -> Option<String> {
    if old.declared == new.declared {
        return None;
    }
    let (was, is) = (&old.item, &new.item);
    let same = was.not_null == is.not_null
        && was.on_null == is.on_null
        && was.not_null_name == is.not_null_name
        && was.ty.is_same_word(&is.ty)
        && was.default == is.default
        && was.collate == is.collate
        && was.generated == is.generated
        && is.from.is_none();
    (!same).then(|| format!("column `{}` changes", is.name))
}

/// What `ADD COLUMN` refuses for a table with rows.
fn not_addable(table: &Table, column: &Column) -> Option<String> {
    let name = &column.name;
    let owns = |it: &Constraint| owner(it).is_some_and(|it| it.is_same_word(name));
    let is_key = |it: &Constraint| {
        matches!(it, Constraint::PrimaryKey(_) | Constraint::Unique(_)) && owns(it)
    };
    let constant = column.default.as_deref().is_none_or(is_constant);
    let has_value = column
        .default
        .as_deref()
        .is_some_and(|it| !it.is_same_word("NULL"));
    let reason = if column.from.is_some() {
        "is computed from older columns"
    } else if column.generated.as_ref().is_some_and(|it| it.stored) {
        "is computed and stored"
    } else if table.constraints.iter().any(|it| is_key(&it.item)) {
        "is a key"
    } else if !constant {
        "has a default that is no constant"
    } else if column.not_null && !has_value && column.generated.is_none() {
        "is not null and has no default"
    } else {
        return None;
    };
    Some(format!("column `{name}` {reason}"))
}

/// Whether SQLite takes the default for rows that stand: no parentheses and no current time.
pub(super) fn is_constant(default: &str) -> bool {
    !default.starts_with('(') && !default.to_ascii_uppercase().starts_with("CURRENT_")
}

/// What `DROP COLUMN` refuses.
fn not_droppable(change: &TableChange<'_>, column: &Column) -> Option<String> {
    let name = &column.name;
    let in_constraint = change.old.constraints.iter().any(|it| match &it.item {
        Constraint::PrimaryKey(key) => lists(&key.columns, name),
        Constraint::Unique(unique) => lists(&unique.columns, name),
        Constraint::ForeignKey(key) => lists(&key.columns, name),
        Constraint::Check(check) => {
            check.column.as_ref() != Some(name) && mentions(&check.expression, name)
        }
    });
    let in_expression = change.old.columns.iter().any(|it| {
        let generated = it.item.generated.as_ref();
        generated.is_some_and(|generated| mentions(&generated.expression, name))
    });
    let used = in_constraint || in_expression;
    used.then(|| format!("column `{name}` goes, and the table's other clauses use it"))
}

fn lists(names: &[crate::model::Text], name: &str) -> bool {
    names.iter().any(|it| it.is_same_word(name))
}

/// Constraints that come or go other than with a column that does.
fn constraints(change: &TableChange<'_>) -> Option<String> {
    let (old, new) = (&change.old.constraints, &change.new.constraints);
    let comes = new.iter().any(|it| {
        let with_column = owner(&it.item).is_some_and(|name| change.is_added(name));
        !with_column && change.is_missing(it, old, new)
    });
    let goes = old.iter().any(|it| {
        let with_column = owner(&it.item).is_some_and(|name| change.is_dropped(name));
        !with_column && change.is_missing(it, new, old)
    });
    (comes || goes).then(|| "the table's constraints change".to_owned())
}
