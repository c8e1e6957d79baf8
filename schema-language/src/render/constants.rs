//! The constants: what a program asks of its schema without running anything.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use schema_core::{ddl, model::LegacyAction};

use super::{Page, docs};

/// `VERSION`, `FILE`, `DDL` and the lists of tables and of what the adoption of old files does.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    let constants = [
        version(page),
        file(page),
        ddl(page),
        tables(page),
        legacy_table_renames(page),
        legacy_index_drops(page),
        dead_table_drops(page),
    ];
    constants.iter().map(|it| item(page, it)).collect()
}

struct Constant {
    name: &'static str,
    doc: &'static str,
    ty: TokenStream,
    value: TokenStream,
}

fn item(page: &Page<'_>, constant: &Constant) -> TokenStream {
    let Constant {
        name,
        doc,
        ty,
        value,
    } = constant;
    let name = page.ident(name);
    let doc = docs::sentence(doc);
    quote!(#doc pub const #name: #ty = #value;)
}

fn version(page: &Page<'_>) -> Constant {
    let version = Literal::i64_unsuffixed(page.newest());
    Constant {
        name: "VERSION",
        doc: "The newest version, with which files are stamped.",
        ty: quote!(::core::primitive::i64),
        value: quote!(#version),
    }
}

fn file(page: &Page<'_>) -> Constant {
    let file = page.lowered.model.file.as_ref();
    Constant {
        name: "FILE",
        doc: "The file name that the declaration suggests.",
        ty: text(),
        value: quote!(#file),
    }
}

fn ddl(page: &Page<'_>) -> Constant {
    let ddl = ddl::script(&page.shape);
    Constant {
        name: "DDL",
        doc: "The newest version in SQL. Running it twice does no harm.",
        ty: text(),
        value: quote!(#ddl),
    }
}

fn tables(page: &Page<'_>) -> Constant {
    let (ty, value) = texts(page.shape.tables.iter().map(|it| it.name.as_str()));
    Constant {
        name: "TABLES",
        doc: "The tables of the newest version, virtual ones not among them.",
        ty,
        value,
    }
}

fn legacy_table_renames(page: &Page<'_>) -> Constant {
    let text = text();
    let renames = page
        .lowered
        .model
        .legacy
        .actions
        .iter()
        .filter_map(|it| match it {
            LegacyAction::RenameTable { from, to } => Some(quote!((#from, #to))),
            _ => None,
        });
    Constant {
        name: "LEGACY_TABLE_RENAMES",
        doc: "Names that tables of unstamped files may have, and the names that they get.",
        ty: quote!(&[(#text, #text)]),
        value: quote!(&[#(#renames),*]),
    }
}

fn legacy_index_drops(page: &Page<'_>) -> Constant {
    let drops = page
        .lowered
        .model
        .legacy
        .actions
        .iter()
        .filter_map(|it| match it {
            LegacyAction::DropIndex(name) => Some(name.as_ref()),
            _ => None,
        });
    let (ty, value) = texts(drops);
    Constant {
        name: "LEGACY_INDEX_DROPS",
        doc: "Indexes of unstamped files that are dropped.",
        ty,
        value,
    }
}

fn dead_table_drops(page: &Page<'_>) -> Constant {
    let drops = page
        .lowered
        .model
        .legacy
        .actions
        .iter()
        .filter_map(|it| match it {
            LegacyAction::DropTable(name) => Some(name.as_ref()),
            _ => None,
        });
    let (ty, value) = texts(drops);
    Constant {
        name: "DEAD_TABLE_DROPS",
        doc: "Tables of unstamped files that are dropped.",
        ty,
        value,
    }
}

fn text() -> TokenStream {
    quote!(&::core::primitive::str)
}

/// The type and the value of a list of names.
fn texts<'a>(names: impl Iterator<Item = &'a str>) -> (TokenStream, TokenStream) {
    let text = text();
    (quote!(&[#text]), quote!(&[#(#names),*]))
}
