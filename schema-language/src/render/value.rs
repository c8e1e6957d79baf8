//! A field's value, from a row and to a statement.
//!
//! Both ways go through a bound that stands at the user's own type, so that rustc's error about a
//! type that no column can hold does too.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::{
    Page,
    origin::{self, Depth},
};
use crate::{lower, syntax::Column};

/// What reads a column from `row`, by its name or its number: a `Result`.
pub(super) fn read(
    page: &Page<'_>,
    (line, depth): (&Column, Depth),
    index: &TokenStream,
) -> TokenStream {
    let krate = page.krate;
    if is_refused(page, line) {
        return quote!(#krate::__private::refused());
    }
    if let Some(inner) = origin::nullable(&line.ty) {
        let ty = origin::field_type(inner, depth);
        return quote!(<#ty as #krate::__private::ColumnType>::get_nullable(row, #index));
    }
    let ty = origin::field_type(&line.ty, depth);
    quote!(<#ty as #krate::__private::ColumnType>::get(row, #index))
}

/// The type that a column is read as, and whether it may be NULL beside; none for one that was
/// refused.
pub(super) fn read_type(
    page: &Page<'_>,
    (line, depth): (&Column, Depth),
) -> Option<(TokenStream, bool)> {
    if is_refused(page, line) {
        return None;
    }
    let inner = origin::nullable(&line.ty);
    let ty = origin::field_type(inner.unwrap_or(&line.ty), depth);
    Some((ty, inner.is_some()))
}

/// The field of a column as a parameter; none for a type that was refused.
pub(super) fn parameter(
    page: &Page<'_>,
    (line, depth): (&Column, Depth),
    ident: &Ident,
) -> Option<TokenStream> {
    let krate = page.krate;
    if is_refused(page, line) {
        return None;
    }
    if let Some(inner) = origin::nullable(&line.ty) {
        let ty = origin::field_type(inner, depth);
        return Some(quote! {
            <#ty as #krate::__private::ColumnType>::nullable_parameter(&self.#ident)
        });
    }
    let ty = origin::field_type(&line.ty, depth);
    Some(quote!(<#ty as #krate::__private::ColumnType>::parameter(&self.#ident)))
}

/// Whether the column's type was reported, so that rustc need not say it once more.
fn is_refused(page: &Page<'_>, line: &Column) -> bool {
    page.has_errors && line.sql_type.is_none() && !lower::is_known(&line.ty)
}
