//! A field's value, from a row and to a statement.
//!
//! Both ways go through a bound that stands at the user's own type, so that rustc's error about a
//! type that no column can hold does too.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Page,
    origin::{self, Held},
    row::Field,
};

/// What reads the field from `row`: a `Result`.
pub(super) fn read(page: &Page<'_>, field: &Field<'_>) -> TokenStream {
    let krate = page.krate;
    let column = &field.column;
    match origin::held(&field.line.ty) {
        Held::Value(ty) => quote!(<#ty as #krate::__private::ColumnType>::get(row, #column)),
        Held::Nullable(ty) => {
            quote!(<#ty as #krate::__private::ColumnType>::get_nullable(row, #column))
        }
        Held::Refused => quote!(#krate::__private::refused()),
    }
}

/// The field as a parameter; none for a type that was refused.
pub(super) fn parameter(page: &Page<'_>, field: &Field<'_>) -> Option<TokenStream> {
    let krate = page.krate;
    let ident = &field.ident;
    match origin::held(&field.line.ty) {
        Held::Value(ty) => {
            Some(quote!(<#ty as #krate::__private::ColumnType>::parameter(&self.#ident)))
        }
        Held::Nullable(ty) => Some(quote! {
            <#ty as #krate::__private::ColumnType>::nullable_parameter(&self.#ident)
        }),
        Held::Refused => None,
    }
}
