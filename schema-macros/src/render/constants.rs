//! The constants: what a program asks of its schema without running anything.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use schema_runtime::{model::LegacyAction, sql};

use super::{Page, docs};

/// `VERSION`, `FILE`, `DDL` and the lists of tables and of what the adoption of old files does.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    let version = Literal::i64_unsuffixed(page.newest());
    let file = page.lowered.model.file.as_ref();
    let ddl = sql::script(&page.shape);
    let own = [
        constant(
            page,
            "VERSION",
            quote!(::core::primitive::i64),
            quote!(#version),
            "The newest version, with which files are stamped.",
        ),
        constant(
            page,
            "FILE",
            text(),
            quote!(#file),
            "The file name that the declaration suggests.",
        ),
        constant(
            page,
            "DDL",
            text(),
            quote!(#ddl),
            "The newest version in SQL. Running it twice does no harm.",
        ),
    ];
    let lists = lists(page);
    quote!(#(#own)* #lists)
}

fn lists(page: &Page<'_>) -> TokenStream {
    let tables: Vec<&str> = page
        .shape
        .tables
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    let mut renames = Vec::new();
    let mut indexes = Vec::new();
    let mut dead_tables = Vec::new();
    for action in page.lowered.model.legacy.actions.iter() {
        match action {
            LegacyAction::RenameTable { from, to } => {
                let (from, to) = (from.as_ref(), to.as_ref());
                renames.push(quote!((#from, #to)));
            }
            LegacyAction::DropIndex(name) => indexes.push(name.as_ref()),
            LegacyAction::DropTable(name) => dead_tables.push(name.as_ref()),
        }
    }
    let (text, one) = (text(), text());
    [
        constant(
            page,
            "TABLES",
            quote!(&[#one]),
            quote!(&[#(#tables),*]),
            "The tables of the newest version, virtual ones not among them.",
        ),
        constant(
            page,
            "LEGACY_TABLE_RENAMES",
            quote!(&[(#text, #text)]),
            quote!(&[#(#renames),*]),
            "Names that tables of unstamped files may have, and the names that they get.",
        ),
        constant(
            page,
            "LEGACY_INDEX_DROPS",
            quote!(&[#one]),
            quote!(&[#(#indexes),*]),
            "Indexes of unstamped files that are dropped.",
        ),
        constant(
            page,
            "DEAD_TABLE_DROPS",
            quote!(&[#one]),
            quote!(&[#(#dead_tables),*]),
            "Tables of unstamped files that are dropped.",
        ),
    ]
    .into_iter()
    .collect()
}

fn text() -> TokenStream {
    quote!(&::core::primitive::str)
}

fn constant(
    page: &Page<'_>,
    name: &str,
    ty: TokenStream,
    value: TokenStream,
    doc: &str,
) -> TokenStream {
    let name = page.ident(name);
    let doc = docs::sentence(doc);
    quote!(#doc pub const #name: #ty = #value;)
}
