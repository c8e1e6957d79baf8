//! The generated module, in the order in which a reader meets it.
//!
//! Everything that the user wrote is rendered from the syntax, so that it is there for the editor
//! even when the declaration has errors; SQL is rendered from the model. Of two things with one
//! name only the first is emitted, because the second would only repeat an error already reported.

mod constants;
mod data;
mod data_step;
mod docs;
mod entry;
mod list;
pub(crate) mod name;
mod origin;
mod rehearsal;
mod row;
mod row_table;
mod sealed;
mod statement;
mod steps;
mod value;
mod variant;

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use schema_core::shape::Shape;
use syn::Ident;

use crate::{lower::Lowered, report::Ctxt, syntax};

/// What the rehearsal has to tell.
#[derive(Debug, Default)]
pub(crate) struct Rehearsed {
    /// The SQLite that it ran on; nothing where it did not run, or did not come to its end.
    pub(crate) sqlite: Option<i32>,
    /// What it left out or stood in for.
    pub(crate) unseen: Vec<String>,
    /// The tables that it found no row for.
    pub(crate) unsown: Vec<String>,
}

/// What every part of the module is rendered from.
struct Page<'a> {
    /// The path of the facade, as seen from the user's crate.
    krate: &'a TokenStream,
    lowered: &'a Lowered<'a>,
    rehearsed: &'a Rehearsed,
    /// The newest version.
    shape: Shape,
    /// The name of the module: the parent of every name that the user didn't write.
    module: &'a Ident,
    /// Whether something was reported, so that the program won't run.
    has_errors: bool,
}

impl Page<'_> {
    /// A name of the macro's own choice, at the place of the module's name.
    fn ident(&self, name: &str) -> Ident {
        Ident::new(name, self.module.span())
    }

    /// What the functions that run in the field hand to the engine.
    fn program(&self) -> Ident {
        self.ident("PROGRAM")
    }

    fn newest(&self) -> i64 {
        self.lowered.model.newest_version()
    }

    fn lives(&self, lifetime: &syntax::Lifetime) -> bool {
        is_newest(self.lowered, lifetime)
    }
}

/// Whether the newest version has what has this lifetime.
///
/// A `since` beyond the newest version was reported; what carries it is kept for the editor.
pub(crate) fn is_newest(lowered: &Lowered<'_>, lifetime: &syntax::Lifetime) -> bool {
    let until = lifetime
        .until
        .as_ref()
        .and_then(|it| it.base10_parse::<i64>().ok());
    until.is_none_or(|until| lowered.model.newest_version() < until)
}

/// The module of a declaration; nothing where not even its name could be read.
pub(crate) fn items(
    cx: &Ctxt,
    krate: &TokenStream,
    lowered: &Lowered<'_>,
    rehearsed: &Rehearsed,
) -> TokenStream {
    let Some(module) = &lowered.syntax.name else {
        return TokenStream::new();
    };
    let page = Page {
        krate,
        lowered,
        rehearsed,
        shape: lowered.model.shape(lowered.model.newest_version()),
        module,
        has_errors: !cx.is_clean(),
    };
    let attributes = &lowered.syntax.attributes;
    let visibility = &lowered.syntax.visibility;
    let docs = docs::module(&page);
    let scope = scope(&page);
    let constants = constants::items(&page);
    let lists = list::items(&page);
    let rows = row::items(&page);
    let entry = entry::items(&page);
    let rehearsal = rehearsal::items(&page);
    let steps = steps::items(&page);
    let sealed = sealed::item(&page);
    let data_steps = data_step::items(&page);
    let data = data::item(&page);
    quote! {
        #(#attributes)*
        #docs
        #visibility mod #module {
            #scope
            #constants
            #lists
            #rows
            #entry
            #rehearsal
            #steps
            #sealed
            #data_steps
            #data
        }
    }
}

/// Brings the names into the module that are in scope where the macro stands, if any can be needed.
///
/// A glob, because nothing else finds `SagaState`, `uuid::Uuid` and `#[derive(Serialize)]` alike
/// where the user's own module would find them. It can't hide a name that the module declares.
fn scope(page: &Page<'_>) -> TokenStream {
    if !origin::is_needed(page.lowered.syntax) {
        return TokenStream::new();
    }
    quote! {
        use super::*;
    }
}

/// The names that the module has in any case, which a declaration can't give to a list or a row.
const RESERVED: [&str; 11] = [
    "VERSION",
    "FILE",
    "DDL",
    "TABLES",
    "LEGACY_TABLE_RENAMES",
    "LEGACY_INDEX_DROPS",
    "DEAD_TABLE_DROPS",
    "SCHEMA",
    "PROGRAM",
    "At",
    "__Tag",
];

/// Whether the module has this name itself, which was reported.
pub(crate) fn is_reserved(ident: &Ident) -> bool {
    RESERVED.iter().any(|it| ident == it)
}

/// Of things with one name, the first.
fn first_of_each<T>(all: Vec<T>, name: fn(&T) -> &Ident) -> Vec<T> {
    let mut seen = HashSet::new();
    all.into_iter()
        .filter(|it| seen.insert(name(it).clone()))
        .collect()
}
