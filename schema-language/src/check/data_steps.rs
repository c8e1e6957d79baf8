//! Data steps in Rust: where a `run` can stand, and what an `sql` beside it can do.

use schema_core::{
    model::Action,
    plan::{TableChange, why_rebuild},
    sql::Token,
};
use syn::LitStr;

use super::{scene::Scene, sql_text::shown, writes::writes};
use crate::{
    lower::Lowered,
    report::Ctxt,
    syntax::{self, ActionKind, Table},
    written::written,
};

/// The functions that a version runs, each with its line.
fn runs(version: &syntax::Version) -> impl Iterator<Item = (&syntax::Action, String)> {
    version.actions.iter().filter_map(|it| match &it.kind {
        ActionKind::Run(path) => Some((it, written(path))),
        _ => None,
    })
}

// The first version has no rows to move:
//
//     version 1 { run fill; }
pub(super) fn check_run_in_first_version(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for version in lowered.versions.iter().take(1) {
        for (action, name) in runs(version) {
            let number = &version.number;
            cx.error(
                &action.tokens,
                format_args!(
                    "version {number} is the first, so there are no rows for `{name}` to move\n\
                     help: remove it, or write it in a later version; rows that every file has are a `seed`"
                ),
            );
        }
    }
}

// A version runs a function once:
//
//     version 2 { run fill; run fill; }
pub(super) fn check_run_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for version in &lowered.versions {
        let mut seen: Vec<(&syntax::Action, String)> = Vec::new();
        for (action, name) in runs(version) {
            if let Some((first, _)) = seen.iter().find(|(_, it)| *it == name) {
                cx.error_with(
                    &action.tokens,
                    format_args!(
                        "`{name}` runs twice\nhelp: remove this, or let it call a second function"
                    ),
                    &first.tokens,
                    format_args!("`{name}` runs first here"),
                );
            }
            seen.push((action, name));
        }
    }
}

// The rows of a template have a field that says in which of its tables they are:
//
//     table item_{kind} for kind in KINDS { kind: String }
pub(super) fn check_element_field(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    if lowered.versions.iter().all(|it| runs(it).next().is_none()) {
        return;
    }
    let mut seen: Vec<&Table> = Vec::new();
    for origin in &lowered.tables {
        let table = origin.syntax;
        let Some((placeholder, _)) = &table.template else {
            continue;
        };
        let mut fields = origin.columns.iter().map(|it| it.line);
        let takes =
            |it: &&syntax::Column| crate::render::name::field(it).as_ref() == Some(placeholder);
        let is_first = seen.iter().all(|it| !std::ptr::eq(*it, table));
        if let Some(column) = fields.find(takes).filter(|_| is_first) {
            seen.push(table);
            cx.error_with(
                placeholder,
                format_args!(
                    "a field `{placeholder}` says for data steps in which table a row is, and there is a column of that name\n\
                     help: give the placeholder another name"
                ),
                &column.name,
                "this is the column",
            );
        }
    }
}

// What is built beside the old table gets its rows from functions, and from the old table once they
// have run; SQL would write to a table that is about to go:
//
//     version 2 { run fill; sql "UPDATE book SET pages = 1"; }
//     table book { pages: Option<i64> until 2, pages: i64 since 2 }
pub(super) fn check_beside(cx: &mut Ctxt, scene: &Scene<'_>) {
    let versions = scene.model.versions.iter().zip(&scene.lowered.versions);
    for (version, written) in versions.filter(|(it, _)| scene.runs_code(it.number)) {
        let beside = built_beside(scene, version.number);
        for (action, origin) in version.actions.iter().zip(&written.actions) {
            let (Action::Sql(text), ActionKind::Sql(literal)) = (action, &origin.kind) else {
                continue;
            };
            let Some((table, name)) = first_write(text, &beside) else {
                continue;
            };
            if scene.first(origin) {
                report_write(cx, literal, (text, &name, table), version.number);
            }
        }
    }
}

/// The tables that a version builds beside the old ones, and why.
fn built_beside(scene: &Scene<'_>, version: i64) -> Vec<(String, String)> {
    let shapes = scene.timeline.shapes();
    let mut pairs = shapes.iter().zip(shapes.iter().skip(1));
    let Some((before, after)) = pairs.find(|(_, it)| it.version == version) else {
        return Vec::new();
    };
    let tables = after.tables.iter();
    let beside = tables.filter_map(|new| {
        let old = before.declared_table(new.declared)?;
        let why = why_rebuild(&TableChange { old, new })?;
        Some((new.name.clone(), why))
    });
    beside.collect()
}

/// The first token that names one of the tables as what a statement writes to.
fn first_write<'a, 'b>(
    text: &'a str,
    tables: &'b [(String, String)],
) -> Option<(&'b (String, String), Token<'a>)> {
    writes(text).into_iter().find_map(|write| {
        let table = tables.iter().find(|(table, _)| write.table.names(table))?;
        Some((table, write.table))
    })
}

fn report_write(
    cx: &mut Ctxt,
    literal: &LitStr,
    (text, name, (table, why)): (&str, &Token<'_>, &(String, String)),
    version: i64,
) {
    let place = shown(text, name.start);
    let message = format!(
        "version {version} builds `{table}` anew, because {why}, so SQL can't write to it beside a `run`{place}\n\
         help: write the rows in the function, or move this to a version of its own"
    );
    cx.error(literal, message);
}
