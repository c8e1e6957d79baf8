//! Data at stake: rows whose parents a step takes away.

use quote::ToTokens;
use schema_core::{
    model::{Action, ForeignKey, ReferentialAction},
    shape::{Shape, Table, mentions},
    sql::{Name, Names, SameWord, Token, tokens},
};

use super::scene::Scene;
use crate::{report::Ctxt, syntax::ActionKind};

// Rows that refer to those which a step deletes would have no parent, and a file that has one is
// refused. The rehearsal sees it where all rows go; which ones a condition means depends on the file:
//
//     sql "DELETE FROM author WHERE name LIKE 'test%'";
//     table book { by: i64 references author(id) }
pub(super) fn check_deleted_parents(cx: &mut Ctxt, scene: &Scene<'_>) {
    let shapes = scene.timeline.shapes();
    let pairs = shapes.iter().zip(shapes.iter().skip(1));
    for (before, after) in pairs.filter(|(_, it)| !scene.runs_code(it.version)) {
        let versions = scene.model.versions.iter().zip(&scene.lowered.versions);
        let Some((version, written)) = versions.clone().find(|it| it.0.number == after.version)
        else {
            continue;
        };
        let steps = version.actions.iter().filter_map(|it| match it {
            Action::Sql(sql) => Some(sql.as_ref()),
            _ => None,
        });
        let steps: Vec<&str> = steps.collect();
        for (action, origin) in version.actions.iter().zip(&written.actions) {
            let (Action::Sql(sql), ActionKind::Sql(literal)) = (action, &origin.kind) else {
                continue;
            };
            let orphaned = deleted_from(sql).find_map(|parent| {
                let (child, key) =
                    children(before, after, parent).find(|it| !is_minded(&steps, it))?;
                Some((parent, child, key))
            });
            if let Some((parent, child, key)) = orphaned.filter(|_| scene.first(origin)) {
                let mended = mended(after, child, key);
                cx.error(
                    literal.to_token_stream(),
                    format_args!(
                        "rows of `{child}` may refer to those that this deletes from `{parent}`, \
                         and a file in which one does is refused\n\
                         help: say behind it what becomes of them, as in `sql {mended:?};`",
                        child = child.name,
                        parent = parent.unquoted(),
                    ),
                );
            }
        }
    }
}

/// The tables from which some rows are deleted.
fn deleted_from(sql: &str) -> impl Iterator<Item = Token<'_>> {
    let all: Vec<Token<'_>> = tokens(sql).collect();
    let statements = all.split(|it| it.is_symbol(";"));
    let deleted = statements.filter_map(|statement| {
        let mut pairs = statement.windows(2);
        let is_start = |it: &[Token<'_>]| {
            matches!(it, [delete, from] if delete.is_word("delete") && from.is_word("from"))
        };
        let rest = statement.get(pairs.position(is_start)? + 2..)?;
        let is_qualified = rest.get(1).is_some_and(|it| it.is_symbol("."));
        let table = rest.get(if is_qualified { 2 } else { 0 })?;
        rest.iter().any(|it| it.is_word("where")).then_some(*table)
    });
    deleted.collect::<Vec<_>>().into_iter()
}

/// The references to a table that rows can have which stood before.
fn children<'a>(
    before: &'a Shape,
    after: &'a Shape,
    parent: Token<'a>,
) -> impl Iterator<Item = (&'a Table, &'a ForeignKey)> {
    let stood = after
        .tables
        .iter()
        .filter(|it| before.declared_table(it.declared).is_some());
    let keys = stood.flat_map(|it| it.foreign_keys().map(move |key| (it.as_ref(), key)));
    keys.filter(move |(_, key)| parent.names(&key.table))
}

/// Whether some step of the version has a say about the rows that refer.
fn is_minded(steps: &[&str], (child, key): &(&Table, &ForeignKey)) -> bool {
    let is_own = key.table.is_same_word(&child.name);
    steps.iter().any(|sql| {
        if is_own {
            key.columns.iter().any(|it| mentions(sql, it))
        } else {
            mentions(sql, &child.name)
        }
    })
}

/// The statement that does to the rows that refer what SQLite would do.
fn mended(shape: &Shape, child: &Table, key: &ForeignKey) -> String {
    let parent = shape.table(&key.table);
    let own = parent.and_then(|it| it.primary_key()).map(|it| &it.columns);
    let columns = if key.parent_columns.is_empty() {
        own
    } else {
        Some(&key.parent_columns)
    };
    let list = |names: &[schema_core::model::Text]| {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        Names(&names).to_string()
    };
    let (columns, referred) = (
        list(&key.columns),
        columns.map_or_else(String::new, |it| list(it)),
    );
    let row = if key.columns.len() > 1 {
        format!("({columns})")
    } else {
        columns
    };
    let orphans = format!(
        "WHERE {row} NOT IN (SELECT {referred} FROM {})",
        Name(&key.table)
    );
    match key.on_delete {
        ReferentialAction::SetNull => {
            let null = key.columns.iter().map(|it| format!("{} = NULL", Name(it)));
            let null: Vec<String> = null.collect();
            format!(
                "UPDATE {} SET {} {orphans}",
                Name(&child.name),
                null.join(", ")
            )
        }
        _ => format!("DELETE FROM {} {orphans}", Name(&child.name)),
    }
}
