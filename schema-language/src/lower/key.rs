//! Which key columns may hold NULL.

use schema_core::model::{Column, Constraint, Lived, PrimaryKey, TableOption};

use super::column::Line;
use crate::syntax::ClauseKind;

/// Settles `NOT NULL` for the column that alone is its table's key.
///
/// A rowid key never has it. Any other key has what its Rust type says, unless the schema's files
/// have SQLite's historic form, in which such a column may hold NULL if its line doesn't say
/// `not null`; in a strict table or one without rowids it never could.
///
/// What the first version of the line has decides: a key or an option that comes or goes later must
/// not change what older versions declared.
pub(super) fn settle(
    columns: &mut [Lived<Column>],
    lines: &[Line<'_>],
    constraints: &[Lived<Constraint>],
    options: &[Lived<TableOption>],
    nullable_keys: bool,
) {
    for (column, line) in columns.iter_mut().zip(lines) {
        let since = column.lifetime.since;
        let Some(key) = key_of(&column.item.name, since, constraints) else {
            continue;
        };
        let has = |option| {
            let mut options = options.iter();
            options.any(|it| it.item == option && it.lifetime.contains(since))
        };
        let keeps_rowid = !has(TableOption::WithoutRowid);
        let is_integer = column.item.ty.eq_ignore_ascii_case("INTEGER");
        let rowid_key = keeps_rowid && is_integer && key.sorting.is_empty();
        let clauses = &line.origin.line.clauses;
        let says_not_null = clauses
            .iter()
            .any(|it| matches!(it.kind, ClauseKind::NotNull));
        let historic = nullable_keys && !says_not_null && keeps_rowid && !has(TableOption::Strict);
        if rowid_key || historic {
            column.item.not_null = false;
        }
    }
}

/// The version's primary key, if it consists of this column.
fn key_of<'a>(
    name: &str,
    version: i64,
    constraints: &'a [Lived<Constraint>],
) -> Option<&'a PrimaryKey> {
    constraints.iter().find_map(|it| match &it.item {
        Constraint::PrimaryKey(key) => {
            let alone = key.columns.len() == 1 && key.columns.iter().all(|it| same(it, name));
            (alone && it.lifetime.contains(version)).then_some(key)
        }
        _ => None,
    })
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
