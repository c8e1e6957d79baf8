//! What comes back to a shape, and what stays in it, one version back.

use crate::{
    model::{Column, Lifetime, Lived, Table as Declared, TableOption},
    sql::SameWord,
};

use super::{ColumnLine, Table, Traced};

/// A table with all the parts that appear with it at `version`.
pub(super) fn bring(
    declared: usize,
    model: &Declared,
    appears: &dyn Fn(&Lifetime) -> bool,
    version: i64,
) -> Table {
    let mut table = Table {
        declared,
        name: model.name.to_string(),
        ..Table::default()
    };
    for (line, column) in model.columns.iter().enumerate() {
        if appears(&column.lifetime) {
            table.columns.push(ColumnLine {
                declared: line,
                identity: line,
                item: column.item.clone(),
            });
        }
    }
    bring_back(&mut table.constraints, &model.constraints, appears);
    bring_back(&mut table.indexes, &model.indexes, appears);
    set_options(&mut table, &model.options, appears);
    set_domains(&mut table, &model.columns, version);
    table
}

/// Leaves of the lists that columns hold what `version` has of them.
pub(super) fn set_domains(table: &mut Table, lines: &[Lived<Column>], version: i64) {
    for column in &mut table.columns {
        let line = lines.get(column.declared);
        let domain = line.and_then(|it| it.item.domain.as_ref());
        column.item.domain = domain.map(|it| it.at(version));
    }
}

pub(super) fn set_options(
    table: &mut Table,
    options: &[Lived<TableOption>],
    stands: &dyn Fn(&Lifetime) -> bool,
) {
    let has = |option| {
        options
            .iter()
            .any(|it| it.item == option && stands(&it.lifetime))
    };
    table.strict = has(TableOption::Strict);
    table.without_rowid = has(TableOption::WithoutRowid);
}

/// Brings back column lines, and knows a line again that another of the same name followed.
pub(super) fn bring_columns_back(
    table: &mut Table,
    lines: &[Lived<Column>],
    appears: &dyn Fn(&Lifetime) -> bool,
    newer: i64,
) {
    let came = |line: &ColumnLine| {
        lines
            .get(line.declared)
            .is_some_and(|it| it.lifetime.since == newer)
    };
    let followers: Vec<ColumnLine> = table.columns.extract_if(.., |line| came(line)).collect();
    for (declared, line) in lines.iter().enumerate() {
        if !appears(&line.lifetime) {
            continue;
        }
        let same = |it: &&ColumnLine| it.item.name.is_same_word(&line.item.name);
        let identity = followers
            .iter()
            .find(same)
            .map_or(declared, |it| it.identity);
        let at = table.columns.partition_point(|it| it.declared < declared);
        table.columns.insert(
            at,
            ColumnLine {
                declared,
                identity,
                item: line.item.clone(),
            },
        );
    }
}

pub(super) fn bring_back<T: Clone>(
    parts: &mut Vec<Traced<T>>,
    model: &[Lived<T>],
    appears: &dyn Fn(&Lifetime) -> bool,
) {
    for (declared, it) in model.iter().enumerate() {
        if appears(&it.lifetime) {
            let at = parts.partition_point(|part| part.declared < declared);
            parts.insert(
                at,
                Traced {
                    declared,
                    item: it.item.clone(),
                },
            );
        }
    }
}

/// Takes away the parts that came with `newer`.
pub(super) fn take_away<T>(parts: &mut Vec<Traced<T>>, model: &[Lived<T>], newer: i64) {
    let stood = |it: &Lived<T>| it.lifetime.since != newer;
    parts.retain(|part| model.get(part.declared).is_some_and(stood));
}
