//! How a step reads a row.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use syn::Ident;

use super::{
    Step,
    row_struct::{Struct, columns, tables},
    rows::Field,
};
use crate::render::{
    Page, docs,
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

/// The same row with a method for each column, which reads that column alone.
pub(super) fn by_column(
    page: &Page<'_>,
    it: &Struct<'_>,
    ident: &Ident,
    (version, step): (i64, &Step<'_>),
) -> TokenStream {
    let krate = page.krate;
    let (row, tag) = (it.ident, &step.tag);
    let (tables, columns, count) = (tables(it.row), columns(it.fields), it.fields.len());
    let doc = docs::sentence(&format!(
        "A [`{row}`] of version {version}, each column of which is read when it is asked for: a value \
         that is none of its type only matters if it is."
    ));
    let element = it.row.element.map(|placeholder| {
        let doc = docs::sentence("Which of the template's tables has the row.");
        quote! {
            #doc
            #[must_use]
            pub fn #placeholder(&self) -> &'static ::core::primitive::str { self.1 }
        }
    });
    let methods = it.fields.iter().enumerate();
    let methods = methods.filter_map(|(index, field)| method(page, index, field));
    let private = quote!(#krate::__private::data_step);
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #doc
        pub struct #ident(#private::Values, &'static ::core::primitive::str);

        #[allow(dead_code, reason = "a step asks for what it needs")]
        #[automatically_derived]
        impl #ident {
            #element
            #(#methods)*
        }

        #[automatically_derived]
        impl #private::OldRow<super::#tag> for #ident {
            const TABLES: &'static [(::core::primitive::usize, &'static ::core::primitive::str)] =
                #tables;
            const COLUMNS: &'static [::core::primitive::usize] = #columns;

            fn read(
                row: &#krate::rusqlite::Row<'_>,
                element: &'static ::core::primitive::str,
            ) -> #krate::rusqlite::Result<Self> {
                ::core::result::Result::Ok(Self(#private::Values::of(row, #count)?, element))
            }
        }
    }
}

fn method(page: &Page<'_>, index: usize, field: &Field<'_>) -> Option<TokenStream> {
    let krate = page.krate;
    let (ty, is_nullable) = value::read_type(page, (field.line, Depth::Version))?;
    let (name, column) = (&field.ident, &field.column);
    let fallback =
        docs::unless_documented(&field.line.attributes, &format!("The column `{column}`."));
    let documentation = field.line.attributes.iter().filter(|it| origin::is_doc(it));
    let errors = docs::sentence("\n# Errors\n\nThe value is none of the column's type.");
    let (get, gives) = if is_nullable {
        (quote!(get_nullable), quote!(::core::option::Option<#ty>))
    } else {
        (quote!(get), quote!(#ty))
    };
    Some(quote! {
        #(#documentation)*
        #fallback
        #errors
        pub fn #name(&self) -> #krate::rusqlite::Result<#gives> {
            self.0.#get::<#ty>(#index, #column)
        }
    })
}
