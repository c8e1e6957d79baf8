//! Which key columns may hold NULL.

use schema_runtime::model::{Column, Constraint, Lifetime, Lived, TableOption};

use super::lifetime::{covers, overlap};

/// Settles `NOT NULL` for the column that alone is its table's key.
///
/// A rowid key never has it. Any other key has what its Rust type says, unless the schema's files
/// have SQLite's historic form, in which such a column may hold NULL; in a strict table or one
/// without rowids it never could.
pub(super) fn settle(
    columns: &mut [Lived<Column>],
    constraints: &[Lived<Constraint>],
    options: &[Lived<TableOption>],
    nullable_keys: bool,
) {
    for column in columns {
        let lifetime = column.lifetime;
        if !is_key(&column.item.name, lifetime, constraints) {
            continue;
        }
        let has = |option| has(options, option, lifetime);
        let keeps_rowid = !has(TableOption::WithoutRowid);
        let rowid_key = keeps_rowid && column.item.ty.eq_ignore_ascii_case("INTEGER");
        let historic = nullable_keys && keeps_rowid && !has(TableOption::Strict);
        if rowid_key || historic {
            column.item.not_null = false;
        }
    }
}

/// Whether a primary key consists of this column in some version that has it.
fn is_key(name: &str, lifetime: Lifetime, constraints: &[Lived<Constraint>]) -> bool {
    constraints.iter().any(|it| match &it.item {
        Constraint::PrimaryKey(key) => {
            let alone = key.columns.len() == 1 && key.columns.iter().all(|it| same(it, name));
            alone && overlap(it.lifetime, lifetime)
        }
        _ => false,
    })
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Whether the table has the option in every one of these versions.
fn has(options: &[Lived<TableOption>], option: TableOption, lifetime: Lifetime) -> bool {
    options
        .iter()
        .any(|it| it.item == option && covers(it.lifetime, lifetime))
}
