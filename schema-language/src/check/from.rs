//! `from`: the value of a column for the rows that stand.

use schema_core::shape::{ColumnLine, mentions};
use syn::LitStr;

use super::{
    lifetime, place,
    reads::columns_in,
    scene::{Change, Scene},
};
use crate::{
    lower::ColumnOrigin,
    report::Ctxt,
    syntax::{Clause, ClauseKind},
};

/// The clause and its text.
fn from<'a>(origin: &ColumnOrigin<'a>) -> Option<(&'a Clause, &'a LitStr)> {
    let mut clauses = origin.line.clauses.iter();
    clauses.find_map(|it| match &it.kind {
        ClauseKind::From(sql) => Some((it, sql)),
        _ => None,
    })
}

// `from` reads rows that stand, and a table that has just come has none:
//
//     table book since 3 { pages: i64 from "length(text)" }
pub(super) fn check_from_without_rows(cx: &mut Ctxt, scene: &Scene<'_>) {
    let tables = scene.model.tables.iter().zip(&scene.lowered.tables);
    for (declared, (table, origin)) in tables.enumerate() {
        let written = origin.syntax;
        if !scene.trusts_table(declared) {
            continue;
        }
        for (column, origin) in table.columns.iter().zip(&origin.columns) {
            // An element of a list may be younger than the column of its template.
            let own = origin
                .spread
                .map_or(&origin.line.lifetime, |it| &it.lifetime);
            let since = |it| lifetime::written(scene.lowered, it).since;
            let young = since(own) > since(&written.lifetime);
            let Some((clause, _)) = from(origin).filter(|_| !young) else {
                continue;
            };
            let name = &column.item.name;
            let follows = table.columns.iter().any(|it| {
                it.item.name.eq_ignore_ascii_case(name)
                    && column.lifetime.until == Some(it.lifetime.since)
            });
            let help = if follows {
                "move it to the line that follows, for which it reads this one"
            } else {
                "remove it, or write `since` with the version that brought the column"
            };
            if scene.first(clause) {
                cx.error(
                    &clause.tokens,
                    format_args!(
                        "`{name}` is as old as its table, so there are no rows to fill it from\n\
                         help: {help}"
                    ),
                );
            }
        }
    }
}

/// The columns that get their value from a `from` in a change.
fn filled<'a>(change: &Change<'a>) -> impl Iterator<Item = (&'a ColumnLine, &'a str, &'a LitStr)> {
    let (before, after) = (change.before, change.after);
    after.table.columns.iter().filter_map(move |line| {
        let old = before.table.column_by_identity(line.identity);
        let is_new = old.is_none_or(|it| it.declared != line.declared);
        let from_sql = line.item.from.as_deref().filter(|_| is_new)?;
        let (_, written) = from(&after.column(line)?)?;
        Some((line, from_sql, written))
    })
}

// `from` reads the rows as they were, so nothing that comes with the same version is in them:
//
//     body: String = "" since 3,
//     pages: i64 since 3 from "length(body)",
pub(super) fn check_from_reads_new(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let before = change.before.table;
        let is_new = |it: &&ColumnLine| before.column_by_identity(it.identity).is_none();
        for (own, sql, written) in filled(&change) {
            let new = change.after.table.columns.iter().filter(is_new);
            let read = new.filter(|it| reads(sql, &it.item.name));
            for line in read {
                let (name, table) = (&line.item.name, &change.after.table.name);
                let Some(origin) = change.after.column(line) else {
                    continue;
                };
                if scene.first(written) {
                    let it = if own.identity == line.identity {
                        "itself".to_owned()
                    } else {
                        format!("`{name}`")
                    };
                    cx.error_with(
                        written,
                        format_args!(
                            "`{}` can't be filled from {it}: rows that stand don't have `{name}` yet\n\
                             help: read columns that `{table}` has at version {}",
                            own.item.name,
                            change.before.last
                        ),
                        place::column(&origin),
                        format_args!("`{name}` comes with the same version"),
                    );
                }
            }
        }
    }
}

fn reads(sql: &str, name: &str) -> bool {
    mentions(sql, name) && !columns_in(sql, std::iter::once(name)).is_empty()
}

// A version's renames come first, and `from` reads the names that they give:
//
//     version 3 { rename book.text => body; }
//     pages: i64 since 3 from "length(text)",
pub(super) fn check_from_reads_renamed(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after.table;
        for (_, sql, written) in filled(&change) {
            for old in &change.before.table.columns {
                let name = &old.item.name;
                let now = after.column_by_identity(old.identity);
                let Some(now) = now.filter(|it| !it.item.name.eq_ignore_ascii_case(name)) else {
                    continue;
                };
                let taken = after.column(name).is_some();
                if !taken && reads(sql, name) && scene.first(written) {
                    let now = &now.item.name;
                    cx.error(
                        written,
                        format_args!(
                            "version {} renames `{name}` to `{now}` before it fills columns\n\
                             help: write `{now}`",
                            change.after.since
                        ),
                    );
                }
            }
        }
    }
}
