//! How a step writes a row.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use super::{
    Step,
    row_struct::{Struct, columns, tables},
    rows::{Field, Row},
};
use crate::render::{
    Page, docs,
    origin::{self, Depth},
    value,
};

/// The row as the newer version of the step: all of it, or what a change gives.
pub(super) fn item(
    page: &Page<'_>,
    it: &Struct<'_>,
    step: &Step<'_>,
    is_whole: bool,
) -> TokenStream {
    let krate = page.krate;
    let (ident, tag) = (it.ident, &step.tag);
    let tables = tables(it.row);
    let columns = columns(it.fields);
    let fields = it.fields.iter();
    let parameters =
        fields.filter_map(|it| value::parameter(page, (it.line, Depth::Version), &it.ident));
    let element = it.row.element.map(|field| quote!(self.#field));
    let element = element.unwrap_or_else(|| quote!(""));
    let private = quote!(#krate::__private::data_step);
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #[automatically_derived]
        impl #private::NewRow<super::#tag> for #ident {
            const TABLES: &'static [(::core::primitive::usize, &'static ::core::primitive::str)] =
                #tables;
            const COLUMNS: &'static [::core::primitive::usize] = #columns;
            const WHOLE: ::core::primitive::bool = #is_whole;

            fn element(&self) -> &'static ::core::primitive::str {
                #element
            }

            fn bind(
                &self,
                statement: &mut #krate::rusqlite::Statement<'_>,
            ) -> #krate::rusqlite::Result<()> {
                #private::bind(statement, &[#(#parameters),*])
            }
        }

        #[automatically_derived]
        impl #private::IntoMoved<super::#tag> for #ident {
            type Row = Self;

            fn into_moved(self) -> #krate::StepResult<#krate::Moved<Self>> {
                ::core::result::Result::Ok(#krate::Moved::Row(self))
            }
        }
    }
}

/// That the row has all of its columns.
pub(super) fn whole(page: &Page<'_>, it: &Struct<'_>, step: &Step<'_>) -> TokenStream {
    let krate = page.krate;
    let (ident, tag) = (it.ident, &step.tag);
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #[automatically_derived]
        impl #krate::__private::data_step::WholeRow<super::#tag> for #ident {}
    }
}

/// That a change of the older row may give this one.
pub(super) fn change_of(
    page: &Page<'_>,
    it: &Struct<'_>,
    older: &Ident,
    step: &Step<'_>,
) -> TokenStream {
    let krate = page.krate;
    let ident = it.ident;
    let module = page.ident(&format!("v{}", step.before));
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #[automatically_derived]
        impl #krate::__private::data_step::ChangeOf<super::#module::#older> for #ident {}
    }
}

/// The row out of one of the older version, which has a value for every column.
pub(super) fn from_older(
    page: &Page<'_>,
    it: &Struct<'_>,
    old: &Row<'_>,
    step: &Step<'_>,
) -> TokenStream {
    let ident = it.ident;
    let module = page.ident(&format!("v{}", step.before));
    let older = &old.ident;
    let element = it.row.element.map(|field| quote!(#field: row.#field,));
    let fields = it.fields.iter().map(|field| carried(field, old));
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #[automatically_derived]
        impl ::core::convert::From<super::#module::#older> for #ident {
            fn from(row: super::#module::#older) -> Self {
                Self { #element #(#fields)* }
            }
        }
    }
}

/// The whole row out of an older one and what a change gives.
pub(super) fn over(
    page: &Page<'_>,
    changes: &Struct<'_>,
    (whole, old): (&Struct<'_>, &Row<'_>),
    step: &Step<'_>,
) -> TokenStream {
    let (ident, row, older) = (changes.ident, whole.ident, &old.ident);
    let module = page.ident(&format!("v{}", step.before));
    let doc = docs::sentence(&format!(
        "The whole row: these columns, and the others of an older one.\n\n\
         `{row} {{ column: value, ..changes.over(row) }}` changes another column as well."
    ));
    let element = whole.row.element.map(|field| quote!(#field: row.#field,));
    let fields = whole.fields.iter().map(|field| {
        let new = &field.ident;
        let is_given = changes
            .fields
            .iter()
            .any(|it| it.declared == field.declared);
        if is_given {
            quote!(#new: self.#new,)
        } else {
            carried(field, old)
        }
    });
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #[allow(dead_code, reason = "a change may give just these columns")]
        #[automatically_derived]
        impl #ident {
            #doc
            #[must_use]
            pub fn over(self, row: super::#module::#older) -> #row {
                #row { #element #(#fields)* }
            }
        }
    }
}

/// The field of a column whose value is the older row's.
fn carried(field: &Field<'_>, old: &Row<'_>) -> TokenStream {
    let (new, declared) = (&field.ident, field.declared);
    let old = old.fields.iter().find(|it| it.declared == declared);
    let old = old.map_or(new, |it| &it.ident);
    quote!(#new: row.#old,)
}
