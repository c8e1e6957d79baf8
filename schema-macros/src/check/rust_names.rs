//! Names of the generated Rust: structs, enums and their variants, fields, constants.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_runtime::model::Lifetime;
use syn::Ident;

use super::{lines::overlap, nodes::Nodes, place};
use crate::{
    lower::{Lowered, TableOrigin},
    render::{RESERVED, name},
    report::Ctxt,
};

/// A type of the generated module, and the versions whose rows it is for.
struct Type {
    ident: Ident,
    written: TokenStream,
    lifetime: Option<Lifetime>,
}

fn types(lowered: &Lowered<'_>) -> Vec<Type> {
    let lists = lowered.syntax.lists.iter().map(|list| Type {
        ident: list.enumeration.clone(),
        written: list.enumeration.to_token_stream(),
        lifetime: None,
    });
    let mut seen = Nodes::default();
    let tables = lowered.model.tables.iter().zip(&lowered.tables);
    let rows = tables.filter_map(|(table, origin)| {
        let ident = name::row(origin.syntax).filter(|_| seen.insert(origin.syntax))?;
        Some(Type {
            ident,
            written: row_tokens(origin),
            lifetime: Some(table.lifetime),
        })
    });
    lists.chain(rows).collect()
}

fn row_tokens(origin: &TableOrigin<'_>) -> TokenStream {
    let syntax = origin.syntax;
    let row = syntax.row.as_ref().map(Ident::to_token_stream);
    row.unwrap_or_else(|| syntax.name.to_token_stream())
}

// Two tables that stand at one version have two structs, and a list has an enum beside them:
//
//     table book { title: String }
//     table Book_ { title: String }
pub(super) fn check_type_name_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut names: BTreeMap<String, Vec<Type>> = BTreeMap::new();
    for it in types(lowered) {
        let all = names.entry(it.ident.to_string()).or_default();
        let both = |first: &&Type| match (first.lifetime, it.lifetime) {
            (Some(first), Some(second)) => overlap(first, second),
            _ => true,
        };
        if let Some(first) = all.iter().find(both) {
            cx.error_with(
                &it.written,
                format_args!(
                    "the generated module would have two types `{}`\n\
                     help: choose another name with `as`",
                    it.ident
                ),
                &first.written,
                format_args!("this is the first `{}`", it.ident),
            );
        }
        all.push(it);
    }
}

// A table has a name in Rust, its own in camel case or another:
//
//     table "2nd hand" { title: String }
pub(super) fn check_row_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for table in &lowered.syntax.tables {
        let written = name::written(&table.name);
        if name::row(table).is_none() {
            cx.error(
                &table.name,
                format_args!(
                    "no Rust name can be made of `{written}`\n\
                     help: write `as` and a name for the struct, such as `as Row`"
                ),
            );
        }
    }
}

// The module has constants and types of its own:
//
//     pub const TABLES: Table = [book, author];
pub(super) fn check_module_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let lists = lowered.syntax.lists.iter();
    let lists = lists.map(|it| (it.name.to_string(), it.name.to_token_stream()));
    let types = types(lowered).into_iter();
    let types = types.map(|it| (it.ident.to_string(), it.written));
    for (name, tokens) in lists.chain(types) {
        if RESERVED.contains(&name.as_str()) {
            cx.error(
                tokens,
                format_args!(
                    "the generated module has a `{name}` of its own\nhelp: choose another name"
                ),
            );
        }
    }
}

// Lists have names of their own:
//
//     pub const KINDS: Kind = [book, film];
//     pub const KINDS: Sort = [new, used];
pub(super) fn check_list_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut seen = BTreeMap::new();
    for list in &lowered.syntax.lists {
        let first = *seen.entry(list.name.to_string()).or_insert(list);
        if !std::ptr::eq(first, list) {
            let name = &list.name;
            cx.error_with(
                name,
                format_args!("list `{name}` is declared twice\nhelp: choose another name"),
                &first.name,
                format_args!("`{name}` is first declared here"),
            );
        }
    }
}

// Each element is a variant of the list's enum:
//
//     pub const KINDS: Kind = [audio_book, "audio-book"];
pub(super) fn check_variant_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for list in &lowered.syntax.lists {
        let mut seen = BTreeMap::new();
        let mut names = Vec::new();
        for element in &list.elements {
            let text = element.name.text();
            let Some(variant) = name::variant(element) else {
                cx.error(
                    &element.name,
                    format_args!(
                        "no Rust name can be made of `{text}`\n\
                         help: write `as` and a name for the variant, such as `{text:?} as Other`"
                    ),
                );
                continue;
            };
            let lower = text.to_ascii_lowercase();
            let first = *seen.entry(variant.to_string()).or_insert(element);
            // An element that stands twice was reported as such.
            if !std::ptr::eq(first, element) && !names.contains(&lower) {
                cx.error_with(
                    &element.name,
                    format_args!(
                        "`{}` would have two variants `{variant}`\n\
                         help: choose another name with `as`",
                        list.enumeration
                    ),
                    &first.name,
                    format_args!("this is the first `{variant}`"),
                );
            }
            names.push(lower);
        }
    }
}

// Each column is a field of the row's struct:
//
//     "user-name": String,
//     user_name: String,
pub(super) fn check_field_name(cx: &mut Ctxt, lowered: &Lowered<'_>, doubts: &Nodes) {
    let mut done = Nodes::default();
    for (table, origin) in lowered.model.tables.iter().zip(&lowered.tables) {
        if doubts.contains(origin.syntax) || !done.insert(origin.syntax) {
            continue;
        }
        let mut fields: BTreeMap<String, Vec<(Lifetime, &str, TokenStream)>> = BTreeMap::new();
        for (column, written) in table.columns.iter().zip(&origin.columns) {
            let tokens = place::column(written);
            let Some(field) = name::field(written.line) else {
                let name = &column.item.name;
                cx.error(
                    tokens,
                    format_args!(
                        "no Rust name can be made of `{name}`\n\
                         help: write `as` and a name for the field, such as `{name:?} as value: …`"
                    ),
                );
                continue;
            };
            let all = fields.entry(field.to_string()).or_default();
            let twin = all.iter().find(|(lifetime, name, _)| {
                overlap(*lifetime, column.lifetime) && !name.eq_ignore_ascii_case(&column.item.name)
            });
            if let Some((_, _, first)) = twin {
                cx.error_with(
                    &tokens,
                    format_args!(
                        "the row would have two fields `{field}`\n\
                         help: choose another name with `as`"
                    ),
                    first,
                    format_args!("this is the first `{field}`"),
                );
            }
            all.push((column.lifetime, &column.item.name, tokens));
        }
    }
}
