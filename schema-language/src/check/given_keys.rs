//! Rowid keys that are references, and must be given.
//!
//! SQLite hands out a number wherever a rowid key has none, and here it would be that of some other
//! row's parent.

use quote::quote;
use schema_core::model::Seed;

use super::{
    literal::{is_option, option_of},
    place,
    scene::{Change, Scene},
    values::{changes_line, is_new},
};
use crate::{report::Ctxt, written::written};

// A rowid key that is a reference is given, in every row:
//
//     book_id: Option<i64> primary key references book(id),
pub(super) fn check_given_key(cx: &mut Ctxt, scene: &Scene<'_>) {
    types(cx, scene);
    seeds(cx, scene);
    for change in scene.changes() {
        rows_that_stand(cx, scene, &change);
    }
}

fn types(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        let key = period.table.given_key();
        let Some(origin) = key.and_then(|(it, _)| period.column(it)) else {
            continue;
        };
        let ty = &origin.line.ty;
        if is_option(ty) && scene.first(origin.line) {
            let inner = option_of(ty).map(written).unwrap_or_default();
            cx.error(
                ty,
                format_args!(
                    "for `None`, SQLite would choose whom this row belongs to\nhelp: write `{inner}`"
                ),
            );
        }
    }
}

fn seeds(cx: &mut Ctxt, scene: &Scene<'_>) {
    for shape in scene.timeline.shapes().iter().rev() {
        for seed in shape.seeds.iter() {
            let period = scene.table_named(&seed.item.table, shape.version);
            let period = period.filter(|it| scene.trusts_table(it.table.declared));
            let (Some(period), Some(written)) = (period, scene.lowered.seeds.get(seed.declared))
            else {
                continue;
            };
            let Some((key, reference)) = period.table.given_key() else {
                continue;
            };
            let name = &key.item.name;
            if is_given(&seed.item, name)
                || !scene.trusts(&written.lifetime)
                || !scene.first(*written)
            {
                continue;
            }
            let (keyword, table) = (&written.keyword, &written.table);
            let parent = &reference.table;
            cx.error(
                quote!(#keyword #table),
                format_args!(
                    "the seed doesn't say to which row of `{parent}` it belongs\n\
                     help: write `{name}: …`, with the key of that row"
                ),
            );
        }
    }
}

fn is_given(seed: &Seed, column: &str) -> bool {
    let mut values = seed.values.iter();
    let value = values.find(|(name, _)| name.eq_ignore_ascii_case(column));
    value.is_some_and(|(_, value)| !value.eq_ignore_ascii_case("NULL"))
}

/// Rows that stand get such a key, or may have none so far.
fn rows_that_stand(cx: &mut Ctxt, scene: &Scene<'_>, change: &Change<'_>) {
    let (before, after, version) = (change.before, change.after, change.after.since);
    let Some((key, reference)) = after.table.given_key() else {
        return;
    };
    let Some(origin) = after.column(key) else {
        return;
    };
    let (name, table) = (&key.item.name, &after.table.name);
    let is_new = is_new(change, key);
    let was_key = before.table.rowid_key().map(|it| it.identity) == Some(key.identity);
    let was = before.table.column_by_identity(key.identity);
    let was_null = was.is_some_and(|it| !it.item.not_null) && !was_key;
    let is_filled = key.item.from.is_some() && changes_line(change, key);
    let is_settled = if is_new {
        scene.runs_code(version)
    } else {
        scene.moves_data(version, table)
    };
    let lacks = (is_new || was_null) && !is_filled && !is_settled;
    if !lacks || !scene.first(origin.line) {
        return;
    }
    let help = if is_new {
        format!(
            "give it a value, `from \"…\"`, or let version {version} `run` a function that does"
        )
    } else {
        format!(
            "say in version {version} what becomes of them, \
             as in `sql \"DELETE FROM {table} WHERE {name} IS NULL\";`"
        )
    };
    cx.error(
        place::column(&origin),
        format_args!(
            "rows of `{table}` that stand may have no `{name}`, \
             and SQLite would choose to which row of `{}` they belong\nhelp: {help}",
            reference.table,
        ),
    );
}
