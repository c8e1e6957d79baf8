//! Names of the generated Rust: structs, enums and their variants, fields, constants.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_core::model::Lifetime;
use syn::Ident;

use super::{lifetime, lines::overlap, nodes::Nodes, place};
use crate::{
    lower::Lowered,
    render::{is_reserved, name},
    report::Ctxt,
    syntax::{Element, Table},
};

const ROW_HELP: &str = "help: write `as` and a name for the row struct behind the table's name";
const VARIANT_HELP: &str = "help: write `as` and a name for the variant behind the element";
const FIELD_HELP: &str = "help: write `as` and a name for the field behind the column's name";

/// Something with a name in Rust.
struct Named {
    ident: Ident,
    /// What gives it the name.
    tokens: TokenStream,
    /// Its name in SQL. Two things with one name there are for another check.
    sql: Option<String>,
    lifetime: Lifetime,
    help: &'static str,
}

impl Named {
    /// Whether some version has both, and SQL tells them apart.
    fn collides(&self, other: &Self) -> bool {
        let same = |one: &String, other: &String| one.eq_ignore_ascii_case(other);
        let same_in_sql = self.sql.as_ref().zip(other.sql.as_ref());
        overlap(self.lifetime, other.lifetime)
            && !same_in_sql.is_some_and(|(one, other)| same(one, other))
    }
}

/// Reports each that has the name of an earlier one.
fn report_twice(cx: &mut Ctxt, all: Vec<Named>) {
    let mut names: BTreeMap<String, Vec<Named>> = BTreeMap::new();
    for it in all {
        let others = names.entry(it.ident.to_string()).or_default();
        if let Some(first) = others.iter().find(|first| it.collides(first)) {
            let (ident, help) = (&it.ident, it.help);
            cx.error_with(
                &it.tokens,
                format_args!("a second `{ident}` in the generated Rust\n{help}"),
                &first.tokens,
                format_args!("`{ident}` is first given here"),
            );
        }
        others.push(it);
    }
}

/// The enums and the row structs.
fn types(lowered: &Lowered<'_>) -> Vec<Named> {
    let lists = lowered.syntax.lists.iter().map(|list| Named {
        ident: list.enumeration.clone(),
        tokens: list.enumeration.to_token_stream(),
        sql: None,
        lifetime: lifetime::always(lowered),
        help: "help: choose another name",
    });
    let rows = lowered.syntax.tables.iter().filter_map(|table| {
        Some(Named {
            ident: name::row(table)?,
            tokens: row_tokens(table),
            sql: Some(name::written(&table.name)),
            lifetime: lifetime::written(lowered, &table.lifetime),
            help: ROW_HELP,
        })
    });
    lists.chain(rows).collect()
}

fn row_tokens(table: &Table) -> TokenStream {
    let row = table.row.as_ref().map(Ident::to_token_stream);
    row.unwrap_or_else(|| table.name.to_token_stream())
}

// Two tables that stand at one version have two structs, and a list has an enum beside them:
//
//     table book_shelf { title: String }
//     table "book-shelf" { title: String }
pub(super) fn check_type_name_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    report_twice(cx, types(lowered));
}

// A table has a name in Rust, its own in camel case or another:
//
//     table "2nd hand" { title: String }
pub(super) fn check_row_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for table in &lowered.syntax.tables {
        if name::row(table).is_none() {
            let written = name::written(&table.name);
            cx.error(
                &table.name,
                format_args!("no Rust name can be made of `{written}`\n{ROW_HELP}"),
            );
        }
    }
}

// The module has constants and types of its own:
//
//     pub const TABLES: Table = [book, author];
pub(super) fn check_module_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let lists = lowered.syntax.lists.iter().map(|list| Named {
        ident: list.name.clone(),
        tokens: list.name.to_token_stream(),
        sql: None,
        lifetime: lifetime::always(lowered),
        help: "help: choose another name",
    });
    for it in lists
        .chain(types(lowered))
        .filter(|it| is_reserved(&it.ident))
    {
        let (ident, help) = (&it.ident, it.help);
        cx.error(
            &it.tokens,
            format_args!("the generated module has a `{ident}` of its own\n{help}"),
        );
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

// Each element is a variant of the list's enum, under a name that Rust allows:
//
//     pub const KINDS: Kind = [paper, "8mm"];
pub(super) fn check_variant_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let lists = lowered.syntax.lists.iter();
    for element in lists.flat_map(|it| &it.elements) {
        if name::variant(element).is_none() {
            let text = element.name.text();
            cx.error(
                &element.name,
                format_args!("no Rust name can be made of `{text}`\n{VARIANT_HELP}"),
            );
        }
    }
}

// Each element is a variant of its own:
//
//     pub const KINDS: Kind = [audio_book, "audio-book"];
pub(super) fn check_variant_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for list in &lowered.syntax.lists {
        let variant = |element: &Element| {
            let own = element.variant.as_ref().map(Ident::to_token_stream);
            Some(Named {
                ident: name::variant(element)?,
                tokens: own.unwrap_or_else(|| element.name.to_token_stream()),
                sql: Some(element.name.text()),
                lifetime: lifetime::written(lowered, &element.lifetime),
                help: VARIANT_HELP,
            })
        };
        report_twice(cx, list.elements.iter().filter_map(variant).collect());
    }
}

// Each column is a field of the row's struct, under a name that Rust allows:
//
//     "2nd": String,
pub(super) fn check_field_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let tables = lowered.syntax.tables.iter().flat_map(|it| &it.columns);
    let fragments = lowered.syntax.fragments.iter().flat_map(|it| &it.columns);
    for column in tables.chain(fragments) {
        if name::field(column).is_none() {
            let text = column.name.text();
            cx.error(
                &column.name,
                format_args!("no Rust name can be made of `{text}`\n{FIELD_HELP}"),
            );
        }
    }
}

// Each column is a field of its own:
//
//     "user-name": String,
//     user_name: String,
pub(super) fn check_field_twice(cx: &mut Ctxt, lowered: &Lowered<'_>, doubts: &Nodes) {
    let mut done = Nodes::default();
    for (table, origin) in lowered.model.tables.iter().zip(&lowered.tables) {
        if doubts.contains(origin.syntax) || !done.insert(origin.syntax) {
            continue;
        }
        let columns = table.columns.iter().zip(&origin.columns);
        let fields = columns.filter_map(|(column, written)| {
            let own = written.line.field.as_ref().map(Ident::to_token_stream);
            Some(Named {
                ident: name::field(written.line)?,
                tokens: own.unwrap_or_else(|| place::column(written)),
                sql: Some(column.item.name.to_string()),
                lifetime: column.lifetime,
                help: FIELD_HELP,
            })
        });
        report_twice(cx, fields.collect());
    }
}
