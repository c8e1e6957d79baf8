//! Data at stake: foreign keys that come while rows stand. See [`super::old_rows`].

use schema_core::{
    model::{Constraint, ForeignKey, Text},
    shape::{ColumnLine, Table},
};

use super::{
    evaluate::{self, Value},
    old_rows::is_filled,
    place,
    relation::Relation,
    scene::{Change, Scene},
    values::{is_new, value_for_old_rows},
};
use crate::report::Ctxt;

// A column that comes refers to something, and it is not known whether that is there:
//
//     author_id: i64 = 1 since 2 references author(id),
pub(super) fn check_new_reference_has_parent(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after;
        for (constraint, origin) in after.constraints() {
            let Constraint::ForeignKey(key) = constraint else {
                continue;
            };
            let columns: Option<Vec<&ColumnLine>> = key
                .columns
                .iter()
                .map(|it| after.table.column(it).filter(|it| is_new(&change, it)))
                .collect();
            let values: Option<Vec<Value>> =
                columns.and_then(|it| it.into_iter().map(value_for_old_rows).collect());
            let Some(values) = values.filter(|it| !it.contains(&Value::Null)) else {
                continue;
            };
            let planted = is_planted(scene, after.since, key, &values);
            let settled = scene.moves_data(after.since, &after.table.name)
                || scene.moves_data(after.since, &key.table);
            if planted || settled || !scene.first_address(place::constraint_node(&origin)) {
                continue;
            }
            cx.error(
                origin,
                format_args!(
                    "rows of `{}` that stand would refer to a row of `{}` that may not be there\n\
                     help: write `Option<…>` without a default, `from \"…\"`, or a seed for that row",
                    after.table.name, key.table,
                ),
            );
        }
    }
}

/// Whether a seed plants the row with these values in the parent.
fn is_planted(scene: &Scene<'_>, version: i64, key: &ForeignKey, values: &[Value]) -> bool {
    let Some(parent) = scene.table_named(&key.table, version) else {
        return true;
    };
    let primary = parent.table.primary_key().map(|it| &it.columns);
    let columns = match key.parent_columns.as_ref() {
        [] => primary,
        _ => Some(&key.parent_columns),
    };
    let Some(columns) = columns else { return true };
    let shape = scene.timeline.at(version);
    let mut seeds = shape.into_iter().flat_map(|it| it.seeds.iter());
    seeds.any(|seed| {
        let value_of = |name: &str| {
            let mut values = seed.item.values.iter();
            let value = values.find(|(it, _)| it.eq_ignore_ascii_case(name));
            value.and_then(|(_, value)| evaluate::literal(value))
        };
        seed.item.table.eq_ignore_ascii_case(&key.table)
            && columns
                .iter()
                .zip(values)
                .all(|(name, value)| value_of(name).as_ref() == Some(value))
    })
}

// Rows that stand may refer to nothing:
//
//     author_id: i64,
//     foreign key (author_id) references author(id) since 2,
pub(super) fn check_reference_over_old_rows(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let (version, table) = (change.after.since, &change.after.table.name);
        for (constraint, origin) in change.after.constraints() {
            let Constraint::ForeignKey(key) = constraint else {
                continue;
            };
            let settled = scene.moves_data(version, table) || scene.moves_data(version, &key.table);
            if settled || stood(scene, &change, key) || !asks_old_rows(&change, key) {
                continue;
            }
            if scene.first_address(place::constraint_node(&origin)) {
                let (parent, columns) = (&key.table, key.columns.join(", "));
                cx.error(
                    origin,
                    format_args!(
                        "rows of `{table}` that stand may refer to no row of `{parent}`\n\
                         help: say in version {version} what becomes of them, \
                         as in `sql \"UPDATE {table} SET {columns} = … WHERE …\";`"
                    ),
                );
            }
        }
    }
}

/// Whether old values alone decide what a row refers to.
fn asks_old_rows(change: &Change<'_>, key: &ForeignKey) -> bool {
    let column = |name: &Text| change.after.table.column(name);
    let Some(lines) = key.columns.iter().map(column).collect::<Option<Vec<_>>>() else {
        return false;
    };
    let is_null = |it: &ColumnLine| value_for_old_rows(it).is_none_or(|it| it == Value::Null);
    let excused = |it: &&ColumnLine| is_filled(change, it) || (is_new(change, it) && is_null(it));
    !lines.iter().any(excused) && lines.iter().any(|it| !is_new(change, it))
}

/// Whether the table referred to the same columns of the same parent before.
fn stood(scene: &Scene<'_>, change: &Change<'_>, key: &ForeignKey) -> bool {
    let version = change.after.since;
    let target = |key: &ForeignKey, table: &Table, version| {
        let Some(Relation::Table(declared)) = scene.relations.at(&key.table, version) else {
            return None;
        };
        let parent = scene.table_at(declared, version)?.table;
        let columns = match key.parent_columns.as_ref() {
            [] => parent.primary_key().map(|it| it.columns.as_ref())?,
            columns => columns,
        };
        let identity = |table: &Table, name: &Text| table.column(name).map(|it| it.identity);
        let parents: Option<Vec<usize>> = columns.iter().map(|it| identity(parent, it)).collect();
        let own: Option<Vec<usize>> = key.columns.iter().map(|it| identity(table, it)).collect();
        Some((declared, parents?, own?))
    };
    let Some(now) = target(key, change.after.table, version) else {
        return true;
    };
    let before = change.before.table;
    before
        .foreign_keys()
        .filter_map(|it| target(it, before, version - 1))
        .any(|it| it == now)
}
