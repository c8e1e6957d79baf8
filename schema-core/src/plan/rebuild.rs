//! Rebuilding a table: for what SQLite can't change in place.

use std::sync::Arc;

use crate::{
    model::{Column, Constraint},
    shape::{ColumnLine, Table},
    sql::{Name, ROWID_NAMES, SameWord},
};

use super::{
    BESIDE_PREFIX, Copy, Step,
    change::{TableChange, is_constant},
    rename::{Order, order},
};

/// Rebuilds a table: create the new one, copy, drop the old one, give the new one its name.
///
/// This is the order of <https://sqlite.org/lang_altertable.html#otheralter>; any other makes
/// SQLite rewrite the foreign keys of the table's children.
pub(super) fn rebuild_table(change: &TableChange<'_>, steps: &mut Vec<Step>) {
    begin_rebuild(change, steps);
    finish_rebuild(change, false, steps);
}

/// Rebuilds a table whose early columns stand: a data step has seen them.
pub(super) fn rebuild_after_step(change: &TableChange<'_>, steps: &mut Vec<Step>) {
    begin_rebuild(change, steps);
    let mut rows = copy(change, false);
    let early = early_columns(change).map(|it| it.item.name.to_string());
    rows.columns
        .extend(early.map(|it| (it.clone(), Name(&it).to_string())));
    replace(change, rows, steps);
}

/// The new columns of a table to be rebuilt that the old one can be given before a data step: all but
/// keys, and those whose values only a rebuild computes.
pub(super) fn early_columns<'a>(
    change: &TableChange<'a>,
) -> impl Iterator<Item = &'a ColumnLine> + use<'a> {
    let is_loosened = change.old.strict && !change.new.strict;
    let new = change.new;
    change.added().filter(move |line| {
        let column = &line.item;
        let key = new.primary_key();
        let is_key =
            key.is_some_and(|it| it.columns.iter().any(|it| it.is_same_word(&column.name)));
        let has_value = match column.default.as_deref() {
            Some(default) => {
                is_constant(default) && !(column.not_null && default.is_same_word("NULL"))
            }
            None => !column.not_null,
        };
        let is_computed = column.from.is_some() || column.generated.is_some();
        has_value && !is_computed && !is_key && !is_loosened
    })
}

/// Adds the early columns, whose rules are those of the new table.
pub(super) fn add_early_columns(change: &TableChange<'_>, steps: &mut Vec<Step>) {
    let loose = Arc::new(Table {
        constraints: Vec::new(),
        ..Table::clone(change.new)
    });
    steps.extend(early_columns(change).map(|line| Step::AddColumn {
        table: Arc::clone(&loose),
        column: line.item.clone(),
    }));
}

/// Whether a row that stands in the old table is another one in the new: it gets values that are
/// computed, or of another declaration.
pub(super) fn makes_rows_anew(change: &TableChange<'_>) -> bool {
    let is_early = |line: &ColumnLine| early_columns(change).any(|it| it.declared == line.declared);
    change.new.columns.iter().any(|line| {
        let old = change.old.column_by_identity(line.identity);
        match old {
            Some(old) => old.declared != line.declared,
            None => line.item.generated.is_none() && !is_early(line),
        }
    })
}

/// Creates the new table beside the old one.
pub fn begin_rebuild(change: &TableChange<'_>, steps: &mut Vec<Step>) {
    steps.push(Step::CreateTable {
        table: Arc::clone(change.new),
        name: interim(change),
    });
    if is_autoincrement(change.old) && is_autoincrement(change.new) {
        steps.push(Step::KeepSequence {
            from: change.new.name.clone(),
            to: interim(change),
        });
    }
}

/// Fills the new table, and puts it in the place of the old one. Functions in Rust may have filled it.
pub fn finish_rebuild(change: &TableChange<'_>, after_run: bool, steps: &mut Vec<Step>) {
    replace(change, copy(change, after_run), steps);
}

/// Copies the rows, and gives the new table the old one's place.
fn replace(change: &TableChange<'_>, rows: Copy, steps: &mut Vec<Step>) {
    let name = change.new.name.clone();
    steps.push(Step::CopyRows(rows));
    steps.push(Step::DropTable(name.clone()));
    steps.push(Step::RenameTable {
        from: interim(change),
        to: name,
    });
}

/// The name of the new table while the old one stands.
pub(super) fn interim(change: &TableChange<'_>) -> String {
    format!("{BESIDE_PREFIX}{}", change.new.name)
}

/// How the rows get into the new table, whose name is the old one's by then.
pub(super) fn copy(change: &TableChange<'_>, after_run: bool) -> Copy {
    let columns = copied_columns(change);
    let unfilled = Some(unfilled(change, &columns)).filter(|_| after_run);
    Copy {
        from: change.new.name.clone(),
        to: interim(change),
        columns,
        order: order_of_rows(change),
        unfilled: unfilled.unwrap_or_default(),
    }
}

/// The columns that must have a value and get none from the old row.
fn unfilled(change: &TableChange<'_>, copied: &[(String, String)]) -> Vec<String> {
    let is_copied = |column: &Column| copied.iter().any(|(name, _)| *name == column.name);
    let needs = |column: &&Column| {
        column.not_null
            && column.default.is_none()
            && column.generated.is_none()
            && !is_copied(column)
    };
    let columns = change.new.columns.iter().map(|it| &it.item);
    columns
        .filter(needs)
        .map(|it| it.name.to_string())
        .collect()
}

pub(super) fn is_autoincrement(table: &Table) -> bool {
    table.primary_key().is_some_and(|key| key.autoincrement)
}

/// The key of a table that gets rowids: SQLite hands them out in the order of the rows, which would
/// otherwise be that of whichever index it likes to read.
fn order_of_rows(change: &TableChange<'_>) -> Vec<String> {
    let columns = column_order(change);
    let key = change.old.primary_key();
    let gets_rowids = change.old.without_rowid && !change.new.without_rowid;
    let names = key
        .filter(|_| gets_rowids)
        .into_iter()
        .flat_map(|key| key.columns.iter());
    let current = |name: &crate::model::Text| {
        let line = change.old.column(name);
        let kept = line.and_then(|it| change.new.column_by_identity(it.identity));
        kept.map_or_else(
            || columns.current(name).to_owned(),
            |it| it.item.name.to_string(),
        )
    };
    names.map(current).collect()
}

/// The columns to copy, each with its value: the old column, or what `from` says.
fn copied_columns(change: &TableChange<'_>) -> Vec<(String, String)> {
    let rowid = kept_rowid(change).map(|it| (it.to_owned(), it.to_owned()));
    let mut copied: Vec<(String, String)> = rowid.into_iter().collect();
    for line in change
        .new
        .columns
        .iter()
        .filter(|it| it.item.generated.is_none())
    {
        let old = change.old.column_by_identity(line.identity);
        let is_same_line = old.is_some_and(|old| old.declared == line.declared);
        let value = match (&line.item.from, old) {
            (Some(from), _) if !is_same_line => format!("({from})"),
            // Renamed by now, even where a column that goes had the name.
            (_, Some(_)) => Name(&line.item.name).to_string(),
            (_, None) => continue,
        };
        copied.push((line.item.name.to_string(), value));
    }
    copied
}

/// The rowid, which a table without a key of its own keeps all the same: others may have noted it.
#[must_use]
pub fn kept_rowid(change: &TableChange<'_>) -> Option<&'static str> {
    if has_key_of_its_own(change.old) || has_key_of_its_own(change.new) {
        return None;
    }
    rowid_name(&[change.old, change.new])
}

/// Whether the primary key is what rows are stored by.
pub(super) fn has_key_of_its_own(table: &Table) -> bool {
    table.without_rowid || table.rowid_key().is_some()
}

/// A name for the rowid that no column of the tables takes away.
#[must_use]
pub fn rowid_name(tables: &[&Table]) -> Option<&'static str> {
    let is_free = |name: &&str| tables.iter().all(|it| it.column(name).is_none());
    ROWID_NAMES.into_iter().find(is_free)
}

/// The old table without the clauses that keep SQLite from renaming a column; `None` if there are none.
///
/// `RENAME COLUMN` on the column of an `INTEGER` key loses track of it in a `UNIQUE` of the same
/// table: "error in table t after rename: no such column".
pub(super) fn untangled(change: &TableChange<'_>) -> Option<Table> {
    let [key] = change.old.primary_key()?.columns.as_ref() else {
        return None;
    };
    let column = change.old.column(key)?;
    let name = &change.new.column_by_identity(column.identity)?.item.name;
    let is_lost = |it: &Constraint| match it {
        Constraint::Unique(unique) => unique.columns.iter().any(|it| it.is_same_word(key)),
        _ => false,
    };
    let is_renamed = name != key && column.item.ty.is_same_word("INTEGER");
    if !is_renamed || !change.old.constraints.iter().any(|it| is_lost(&it.item)) {
        return None;
    }
    let mut interim = Table::clone(change.old);
    interim.constraints.retain(|it| !is_lost(&it.item));
    Some(interim)
}

pub(super) fn column_order(change: &TableChange<'_>) -> Order {
    let name = |line: &ColumnLine| line.item.name.to_string();
    let renamed = change.kept().map(|(old, new)| (name(old), name(new)));
    let leaving: Vec<String> = change.dropped().map(name).collect();
    let coming: Vec<String> = change.added().map(name).collect();
    order(renamed.collect(), &leaving, &coming)
}
