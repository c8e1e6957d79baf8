//! A field's value, from a row and to a statement.
//!
//! Both ways go through a bound that stands at the user's own type, so that rustc's error about a
//! type that no column can hold does too.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Page, origin, row::Field};
use crate::lower;

/// What reads the field from `row`: a `Result`.
pub(super) fn read(page: &Page<'_>, field: &Field<'_>) -> TokenStream {
    let krate = page.krate;
    let column = &field.column;
    if is_refused(page, field) {
        return quote!(#krate::__private::refused());
    }
    if let Some(inner) = origin::nullable(&field.line.ty) {
        let ty = origin::field_type(inner);
        return quote!(<#ty as #krate::__private::ColumnType>::get_nullable(row, #column));
    }
    let ty = origin::field_type(&field.line.ty);
    quote!(<#ty as #krate::__private::ColumnType>::get(row, #column))
}

/// The field as a parameter; none for a type that was refused.
pub(super) fn parameter(page: &Page<'_>, field: &Field<'_>) -> Option<TokenStream> {
    let krate = page.krate;
    let ident = &field.ident;
    if is_refused(page, field) {
        return None;
    }
    if let Some(inner) = origin::nullable(&field.line.ty) {
        let ty = origin::field_type(inner);
        return Some(quote! {
            <#ty as #krate::__private::ColumnType>::nullable_parameter(&self.#ident)
        });
    }
    let ty = origin::field_type(&field.line.ty);
    Some(quote!(<#ty as #krate::__private::ColumnType>::parameter(&self.#ident)))
}

/// Whether the column's type was reported, so that rustc need not say it once more.
fn is_refused(page: &Page<'_>, field: &Field<'_>) -> bool {
    page.has_errors && field.line.sql_type.is_none() && !lower::is_known(&field.line.ty)
}
