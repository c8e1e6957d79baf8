//! What foreign keys refer to, and what they do when it goes.

use proc_macro2::TokenStream;
use schema_core::{
    model::{Constraint, ReferentialAction, Text},
    shape::{Table, same_columns},
};

use super::{
    foreign_keys::{Reference, keys, line_of, referred},
    missing::User,
    place,
    scene::{Period, Scene},
};
use crate::report::Ctxt;

// What a foreign key refers to is a key, by the parent's primary key, `unique`, or unique index:
//
//     table author { id: i64 primary key, name: String }
//     table book { author: String references author(name) }
pub(super) fn check_foreign_key_to_key(cx: &mut Ctxt, scene: &Scene<'_>) {
    for key in keys(scene) {
        for parent in key.parents(scene) {
            let table = parent.table;
            let columns = referred(key.key, table);
            let stands = columns.is_none_or(|it| it.iter().all(|it| table.column(it).is_some()));
            let width = columns.is_none_or(|it| it.len() == key.key.columns.len());
            let is_key = columns.is_some_and(|it| table.has_key(it));
            if !stands
                || !width
                || is_key
                || has_broken_key(table)
                || !scene.first_address(key.address())
            {
                continue;
            }
            let name = &table.name;
            let message = match columns {
                None => format!(
                    "`{name}` has no primary key to refer to\n\
                     help: name a key of `{name}`, or give it a `primary key`"
                ),
                Some(columns) => not_a_key(&key, &parent, columns),
            };
            cx.error_with(
                key.column_tokens(),
                message,
                &parent.origin.syntax.name,
                format_args!("`{name}` is declared here"),
            );
        }
    }
}

fn not_a_key(key: &Reference<'_>, parent: &Period<'_>, columns: &[Text]) -> String {
    let table = &parent.table.name;
    let list = columns.join(", ");
    if let Some(since) = key_since(parent, columns) {
        let line = line_of(key);
        let user = User {
            what: String::new(),
            tokens: TokenStream::new(),
            line: line.as_ref().map(|(line, own)| (line.as_str(), *own)),
        };
        let help = user.lifetime("since", since);
        return format!("`{list}` is no key of `{table}` before version {since}\n{help}");
    }
    let indexes = parent.table.indexes.iter();
    let mut partial = indexes.filter(|it| it.item.unique && it.item.filter.is_some());
    let note = partial.next().map_or_else(String::new, |it| {
        let name = &it.item.name;
        format!("\nnote: a foreign key needs more than a partial index such as `{name}`")
    });
    let help = match columns {
        [only] => format!("write `unique` behind `{only}` in `{table}`"),
        _ => format!("write `unique ({list})` in `{table}`"),
    };
    format!("`{list}` is no key of `{table}`{note}\nhelp: {help}, or refer to its primary key")
}

/// The version in which the columns become a key of the table, if that is later.
fn key_since(parent: &Period<'_>, columns: &[Text]) -> Option<i64> {
    let mut constraints = parent.model.constraints.iter();
    let later = constraints.find(|it| {
        let key = match &it.item {
            Constraint::PrimaryKey(key) => &key.columns,
            Constraint::Unique(unique) => &unique.columns,
            Constraint::ForeignKey(_) | Constraint::Check(_) => return false,
        };
        it.lifetime.since > parent.since && same_columns(key.iter(), columns)
    })?;
    Some(later.lifetime.since)
}

/// Whether a key of the table names a column that isn't there, so that it may be the one looked for.
fn has_broken_key(table: &Table) -> bool {
    let primary = table.primary_key().into_iter().map(|it| &it.columns);
    let mut columns = primary
        .chain(table.uniques().map(|it| &it.columns))
        .flat_map(|it| it.iter());
    columns.any(|it| table.column(it).is_none())
}

// What a foreign key does when its parent goes must be possible:
//
//     author_id: i64 references author(id) on delete set null,
pub(super) fn check_foreign_key_action(cx: &mut Ctxt, scene: &Scene<'_>) {
    for key in keys(scene) {
        let actions = [key.key.on_delete, key.key.on_update];
        let columns = key
            .key
            .columns
            .iter()
            .filter_map(|it| key.period.table.column(it));
        for column in columns.filter(|it| it.item.not_null) {
            let name = &column.item.name;
            let Some(origin) = key.period.column(column) else {
                continue;
            };
            let ty = crate::written::written(&origin.line.ty);
            let message = if actions.contains(&ReferentialAction::SetNull) {
                format!(
                    "`{name}` is never NULL, so `set null` would fail\nhelp: write `{name}: Option<{ty}>`, or another action"
                )
            } else if actions.contains(&ReferentialAction::SetDefault)
                && column.item.default.is_none()
            {
                format!(
                    "`{name}` has no default, so `set default` would fail\nhelp: give it a default, or write another action"
                )
            } else {
                continue;
            };
            if scene.first_address(key.address()) {
                cx.error_with(
                    key.origin,
                    message,
                    place::column(&origin),
                    "this is the column",
                );
            }
        }
    }
}
