//! The struct of a row, and how the engine finds its table and its columns.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::rows::{Field, Row};

/// A struct that is emitted.
pub(super) struct Struct<'s> {
    pub(super) ident: &'s Ident,
    pub(super) row: &'s Row<'s>,
    pub(super) fields: &'s [Field<'s>],
}

/// The tables of a row as the engine finds them: the index of each in the model, and its element.
pub(super) fn tables(row: &Row<'_>) -> TokenStream {
    let tables = row.tables.iter().map(|(table, element)| {
        let declared = table.declared;
        let element = element.map_or_else(String::new, |it| it.name.text());
        quote!((#declared, #element))
    });
    quote!(&[#(#tables),*])
}

/// The columns of a struct as the engine finds them.
pub(super) fn columns(fields: &[Field<'_>]) -> TokenStream {
    let declared = fields.iter().map(|it| it.declared);
    quote!(&[#(#declared),*])
}
