//! How a step reads a row.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{
    Step,
    row_struct::{Struct, columns, tables},
};
use crate::render::{
    Page,
    origin::{self, Depth},
    value,
};

/// The row as the older version of the step.
pub(super) fn item(page: &Page<'_>, it: &Struct<'_>, step: &Step<'_>) -> TokenStream {
    let krate = page.krate;
    let (ident, tag) = (it.ident, &step.tag);
    let tables = tables(it.row);
    let columns = columns(it.fields);
    let values = it.fields.iter().enumerate().map(|(index, field)| {
        let name = &field.ident;
        let value = value::read(page, (field.line, Depth::Version), &quote!(#index));
        quote!(#name: #value?,)
    });
    let element = it.row.element.map(|field| quote!(#field: element,));
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #[automatically_derived]
        impl #krate::__private::data_step::OldRow<super::#tag> for #ident {
            const TABLES: &'static [(::core::primitive::usize, &'static ::core::primitive::str)] =
                #tables;
            const COLUMNS: &'static [::core::primitive::usize] = #columns;

            #[allow(unused_variables, reason = "not every table is a template's, or has columns")]
            fn read(
                row: &#krate::rusqlite::Row<'_>,
                element: &'static ::core::primitive::str,
            ) -> #krate::rusqlite::Result<Self> {
                ::core::result::Result::Ok(Self { #element #(#values)* })
            }
        }
    }
}
