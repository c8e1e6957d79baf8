//! Names that are no good, or that something else has already.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_core::plan::RESERVED_PREFIX;

use super::{nodes::Nodes, scene::Scene};
use crate::{lower::Lowered, report::Ctxt, syntax::ExternKind};

/// The names of everything that SQLite keeps a record of, and the tokens of each.
fn objects<'a>(lowered: &'a Lowered<'_>) -> Vec<(&'a str, TokenStream)> {
    let journal = lowered.model.journal.iter().zip(&lowered.syntax.journal);
    let journal = journal.map(|(name, written)| (name.as_ref(), written.to_token_stream()));
    declared(lowered).into_iter().chain(journal).collect()
}

/// The names of everything that is declared as an object of its own, and the tokens of each.
fn declared<'a>(lowered: &'a Lowered<'_>) -> Vec<(&'a str, TokenStream)> {
    let model = &lowered.model;
    let mut seen = Nodes::default();
    let mut names = Vec::new();
    for (table, origin) in model.tables.iter().zip(&lowered.tables) {
        if seen.insert(origin.syntax) {
            names.push((table.name.as_ref(), origin.syntax.name.to_token_stream()));
            let indexes = table.indexes.iter().zip(&origin.indexes);
            let indexes = indexes.map(|(it, written)| (it.item.name.as_ref(), &written.name));
            names.extend(indexes.map(|(name, written)| (name, written.to_token_stream())));
        }
    }
    let virtual_tables = model.virtual_tables.iter().zip(&lowered.virtual_tables);
    let virtual_tables = virtual_tables.map(|(it, written)| (&it.item.name, &written.name));
    let views = model.views.iter().zip(&lowered.views);
    let views = views.map(|(it, written)| (&it.item.name, &written.name));
    let triggers = model.triggers.iter().zip(&lowered.triggers);
    let triggers = triggers.map(|(it, written)| (&it.item.name, &written.name));
    let others = virtual_tables.chain(views).chain(triggers);
    names.extend(others.map(|(name, written)| (name.as_ref(), written.to_token_stream())));
    names
}

// Some names belong to SQLite, and some to the rebuild of a table:
//
//     table sqlite_books { title: String }
pub(super) fn check_reserved_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for (name, tokens) in objects(lowered) {
        let begins = |prefix: &str| {
            name.get(..prefix.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(prefix))
        };
        let (prefix, why) = if begins("sqlite_") {
            ("sqlite_", "are SQLite's own")
        } else if begins(RESERVED_PREFIX) {
            (RESERVED_PREFIX, "are used while a table is rebuilt")
        } else {
            continue;
        };
        cx.error(
            tokens,
            format_args!(
                "names that begin with `{prefix}` {why}\nhelp: write another name than `{name}`"
            ),
        );
    }
}

// A name has letters, and all of them reach SQLite:
//
//     table "" { title: String }
pub(super) fn check_name_text(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut names = objects(lowered);
    let mut seen = Nodes::default();
    for (table, origin) in lowered.model.tables.iter().zip(&lowered.tables) {
        for (column, origin) in table.columns.iter().zip(&origin.columns) {
            if seen.insert(origin.line) {
                names.push((
                    column.item.name.as_ref(),
                    origin.line.name.to_token_stream(),
                ));
            }
        }
    }
    for (name, tokens) in names {
        if name.trim().is_empty() {
            cx.error(tokens, "a name is missing\nhelp: write one in the quotes");
        } else if name.contains('\0') {
            cx.error(
                tokens,
                "SQLite reads a name only up to `\\0`\nhelp: remove it from the name",
            );
        }
    }
}

// The journal's table is not declared otherwise, by no version, and no index or trigger has its name:
//
//     journal book;
//     table book { title: String }
pub(super) fn check_journal_name(cx: &mut Ctxt, scene: &Scene<'_>) {
    let lowered = scene.lowered;
    let (Some(journal), Some(name)) = (&lowered.syntax.journal, &scene.model.journal) else {
        return;
    };
    let of_today = || {
        let mut names = declared(lowered).into_iter();
        names.find(|(it, _)| it.eq_ignore_ascii_case(name))
    };
    let other = scene.declaration(name);
    if let Some(other) = other.or_else(|| of_today().map(|(_, tokens)| tokens)) {
        cx.error_with(
            journal,
            format_args!(
                "the journal needs a table of its own, and `{name}` is declared\n\
                 help: choose another name for the journal"
            ),
            other,
            format_args!("`{name}` is declared here"),
        );
    }
}

// A virtual table keeps its rows in tables whose names begin with its own:
//
//     virtual table search using "fts5(body)";
//     table search_data { title: String }
pub(super) fn check_shadow_table(cx: &mut Ctxt, scene: &Scene<'_>) {
    let tables = scene.model.virtual_tables.iter();
    for (table, written) in tables.zip(&scene.lowered.virtual_tables) {
        let name = &table.item.name;
        for suffix in table.item.parts() {
            let shadow = format!("{name}_{suffix}");
            if let Some(other) = scene.declaration(&shadow) {
                cx.error_with(
                    other,
                    format_args!(
                        "`{shadow}` is where virtual table `{name}` keeps its rows\n\
                         help: choose another name"
                    ),
                    &written.name,
                    format_args!("`{name}` is declared here"),
                );
            }
        }
    }
}

// The names of a list differ, whatever the case:
//
//     pub const OTYPES: Otype = [client, window, Client];
pub(super) fn check_element_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for list in &lowered.syntax.lists {
        let mut seen = BTreeMap::new();
        for element in &list.elements {
            let name = element.name.text().to_ascii_lowercase();
            let first = *seen.entry(name).or_insert(element);
            if !std::ptr::eq(first, element) {
                cx.error_with(
                    &element.name,
                    format_args!(
                        "`{}` stands twice in `{}`\nhelp: remove it",
                        element.name.text(),
                        list.name
                    ),
                    &first.name,
                    "it stands here first",
                );
            }
        }
    }
}

// A fragment is declared once:
//
//     fragment times { created_at: i64 }
//     fragment times { updated_at: i64 }
pub(super) fn check_fragment_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut seen = BTreeMap::new();
    for fragment in &lowered.syntax.fragments {
        let first = *seen.entry(fragment.name.to_string()).or_insert(fragment);
        if !std::ptr::eq(first, fragment) {
            cx.error_with(
                &fragment.name,
                format_args!(
                    "fragment `{}` is declared twice\nhelp: choose another name",
                    fragment.name
                ),
                &first.name,
                format_args!("`{}` is first declared here", fragment.name),
            );
        }
    }
}

// What the application brings is declared once; functions may differ in their arguments:
//
//     extern collation uca;
//     extern collation uca;
pub(super) fn check_extern_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut seen = BTreeMap::new();
    for it in &lowered.syntax.externs {
        let kind = match &it.kind {
            ExternKind::Function(arguments) => arguments.base10_digits(),
            ExternKind::Collation => "collation",
            ExternKind::Module => "module",
            ExternKind::Tokenizer => "tokenizer",
        };
        let key = (kind.to_owned(), it.name.text().to_ascii_lowercase());
        let first = *seen.entry(key).or_insert(it);
        if !std::ptr::eq(first, it) {
            let name = it.name.text();
            cx.error_with(
                &it.name,
                format_args!("`{name}` is declared twice\nhelp: remove one of them"),
                &first.name,
                format_args!("`{name}` is first declared here"),
            );
        }
    }
}
