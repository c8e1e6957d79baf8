//! Which key columns may hold NULL.

use schema_core::model::{Column, Constraint, Lived, TableOption};

/// Settles `NOT NULL` for the column that alone is its table's key.
///
/// A rowid key never has it. Any other key has what its Rust type says, unless the schema's files
/// have SQLite's historic form, in which such a column may hold NULL; in a strict table or one
/// without rowids it never could.
///
/// What the first version of the line has decides: a key or an option that comes or goes later must
/// not change what older versions declared.
pub(super) fn settle(
    columns: &mut [Lived<Column>],
    constraints: &[Lived<Constraint>],
    options: &[Lived<TableOption>],
    nullable_keys: bool,
) {
    for column in columns {
        let since = column.lifetime.since;
        if !is_key(&column.item.name, since, constraints) {
            continue;
        }
        let has = |option| {
            let mut options = options.iter();
            options.any(|it| it.item == option && it.lifetime.contains(since))
        };
        let keeps_rowid = !has(TableOption::WithoutRowid);
        let rowid_key = keeps_rowid && column.item.ty.eq_ignore_ascii_case("INTEGER");
        let historic = nullable_keys && keeps_rowid && !has(TableOption::Strict);
        if rowid_key || historic {
            column.item.not_null = false;
        }
    }
}

/// Whether the version's primary key consists of this column.
fn is_key(name: &str, version: i64, constraints: &[Lived<Constraint>]) -> bool {
    constraints.iter().any(|it| match &it.item {
        Constraint::PrimaryKey(key) => {
            let alone = key.columns.len() == 1 && key.columns.iter().all(|it| same(it, name));
            alone && it.lifetime.contains(version)
        }
        _ => false,
    })
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
