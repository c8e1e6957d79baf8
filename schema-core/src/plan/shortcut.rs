//! Rebuilds that nothing demands, because they take less time than what SQLite can do in place.
//!
//! `ADD COLUMN` reads every row of a `STRICT` table, and of any table if the column brings a `CHECK`.
//! Measured at a hundred thousand and a million rows, of thirty and of eight hundred bytes: a rebuild
//! takes as long as three or four such scans, or five where the disk is slow, and each index that is
//! made again as long as one to three more.

use crate::{
    model::{Column, Constraint},
    shape::{Shape, Table, owner},
    sql::SameWord,
};

use super::{
    change::TableChange,
    rebuild::{has_key_of_its_own, kept_rowid},
};

/// How many scans take less time than a rebuild, besides those for indexes.
const SCANS: usize = 4;

/// How many scans take less time than making an index.
const SCANS_OF_AN_INDEX: usize = 3;

/// Whether a table that can be changed in place had better be rebuilt.
pub(super) fn is_faster(change: &TableChange<'_>, before: &Shape, after: &Shape) -> bool {
    scans(change) > SCANS + SCANS_OF_AN_INDEX * indexes(change.new)
        && keeps_rowids(change)
        && !is_indexed_text(change, before)
        && !is_indexed_text(change, after)
}

/// How many indexes a rebuild makes, SQLite's own ones for keys included.
fn indexes(table: &Table) -> usize {
    let key = table.primary_key().is_some() && !has_key_of_its_own(table);
    table.indexes.len() + table.uniques().count() + usize::from(key)
}

/// How many of the columns that come make SQLite read all rows.
fn scans(change: &TableChange<'_>) -> usize {
    let scanning = change.added().filter(|it| is_scan(change.new, &it.item));
    scanning.count()
}

/// Whether SQLite reads all rows of a table to add a column, since one of them could break a rule.
#[must_use]
pub fn is_scan(table: &Table, column: &Column) -> bool {
    let is_checked = table.constraints.iter().any(|it| {
        let is_check = matches!(it.item, Constraint::Check(_));
        is_check && owner(&it.item).is_some_and(|it| it.is_same_word(&column.name))
    });
    let is_computed = column.not_null && column.generated.is_some();
    table.strict || is_computed || is_checked
}

/// Whether a rebuild can copy the rowids, or there are none.
fn keeps_rowids(change: &TableChange<'_>) -> bool {
    has_key_of_its_own(change.new) || kept_rowid(change).is_some()
}

/// Whether a full-text index would have to be filled again.
fn is_indexed_text(change: &TableChange<'_>, shape: &Shape) -> bool {
    let mut contents = shape
        .virtual_tables
        .iter()
        .filter_map(|it| it.item.content());
    contents.any(|name| {
        let mut names = [&change.old.name, &change.new.name].into_iter();
        names.any(|it| it.is_same_word(&name))
    })
}
