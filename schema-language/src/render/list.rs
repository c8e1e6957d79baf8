//! Declared lists: a constant with the names, and an enum.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Ident, Token, punctuated::Punctuated};

use super::{
    Page, docs,
    origin::{self, Depth},
    row_table::template_tables,
    variant::{Variant, all, variants},
};
use crate::syntax::NameList;

/// All lists.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    all(page).into_iter().map(|list| item(page, list)).collect()
}

fn item(page: &Page<'_>, list: &NameList) -> TokenStream {
    let visibility = origin::visibility(&list.visibility);
    let NameList {
        name, enumeration, ..
    } = list;
    let variants = variants(page, list);
    let names = variants.iter().map(|it| &it.name);
    let documented = list.attributes.iter().filter(|it| origin::is_doc(it));
    let fallback = docs::unless_documented(
        &list.attributes,
        &format!("The names of [`{enumeration}`]."),
    );
    let declared = declared(page, list, &variants);
    let names_of = names_of(page, list, &variants);
    let traits = traits(page, enumeration);
    quote! {
        #(#documented)*
        #fallback
        #visibility const #name: &[&::core::primitive::str] = &[#(#names),*];
        #declared
        #names_of
        #traits
    }
}

fn declared(page: &Page<'_>, list: &NameList, variants: &[Variant<'_>]) -> TokenStream {
    let NameList {
        name, enumeration, ..
    } = list;
    let visibility = origin::visibility(&list.visibility);
    let attributes = origin::attributes(&list.attributes, Depth::Schema);
    let derives = derives(&list.attributes);
    let fallback = docs::unless_documented(&list.attributes, &format!("One of [`{name}`]."));
    let variants = variants.iter().map(
        |Variant {
             ident,
             name,
             element,
         }| {
            let attributes = origin::attributes(&element.attributes, Depth::Schema);
            let fallback = docs::unless_documented(&element.attributes, &format!("`{name}`"));
            let since = docs::since(page, &element.lifetime);
            quote!(#attributes #fallback #since #ident)
        },
    );
    quote! {
        #attributes
        #fallback
        #[::core::prelude::v1::derive(#(#derives),*)]
        #visibility enum #enumeration { #(#variants),* }
    }
}

/// What every list's enum derives, without what the user derives for it.
fn derives(attributes: &[Attribute]) -> Vec<TokenStream> {
    let written: Vec<String> = attributes
        .iter()
        .filter(|it| it.path().is_ident("derive"))
        .filter_map(|it| {
            it.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
                .ok()
        })
        .flatten()
        .filter_map(|it| Some(it.segments.last()?.ident.to_string()))
        .collect();
    [
        ("Clone", quote!(::core::clone::Clone)),
        ("Copy", quote!(::core::marker::Copy)),
        ("Debug", quote!(::core::fmt::Debug)),
        ("PartialEq", quote!(::core::cmp::PartialEq)),
        ("Eq", quote!(::core::cmp::Eq)),
        ("PartialOrd", quote!(::core::cmp::PartialOrd)),
        ("Ord", quote!(::core::cmp::Ord)),
        ("Hash", quote!(::core::hash::Hash)),
    ]
    .into_iter()
    .filter(|(name, _)| !written.iter().any(|it| it == name))
    .map(|(_, path)| path)
    .collect()
}

fn names_of(page: &Page<'_>, list: &NameList, variants: &[Variant<'_>]) -> TokenStream {
    let NameList {
        name, enumeration, ..
    } = list;
    let idents: Vec<&Ident> = variants.iter().map(|it| &it.ident).collect();
    let names = variants.iter().map(|it| &it.name);
    let table_name = table_name(page, list, variants);
    let all_doc = docs::sentence("All of them, in the order of their declaration.");
    let as_str_doc = docs::sentence(&format!("The name, as [`{name}`] has it."));
    quote! {
        impl #enumeration {
            #all_doc
            pub const ALL: &'static [Self] = &[#(Self::#idents),*];

            #as_str_doc
            #[must_use]
            pub const fn as_str(self) -> &'static ::core::primitive::str {
                match self { #(Self::#idents => #names),* }
            }

            #table_name
        }
    }
}

/// The method that names the table, if exactly one template uses the list.
fn table_name(page: &Page<'_>, list: &NameList, variants: &[Variant<'_>]) -> Option<TokenStream> {
    let mut templates = page.lowered.syntax.tables.iter().filter(|it| {
        page.lives(&it.lifetime) && it.template.as_ref().is_some_and(|(_, it)| *it == list.name)
    });
    let template = templates.next().filter(|_| templates.next().is_none())?;
    let tables = template_tables(page, template, variants)?;
    let arms = tables.iter().map(|(variant, table)| {
        let (ident, name) = (&variant.ident, &table.name);
        quote!(Self::#ident => #name)
    });
    let doc = docs::sentence("The name of its table.");
    Some(quote! {
        #doc
        #[must_use]
        pub const fn table_name(self) -> &'static ::core::primitive::str {
            match self { #(#arms),* }
        }
    })
}

fn traits(page: &Page<'_>, enumeration: &Ident) -> TokenStream {
    let krate = page.krate;
    quote! {
        const _: () = {
            use #krate::__private as private;

            #[automatically_derived]
            impl ::core::fmt::Display for #enumeration {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.pad(self.as_str())
                }
            }

            #[automatically_derived]
            impl ::core::str::FromStr for #enumeration {
                type Err = #krate::UnknownName;

                fn from_str(
                    name: &::core::primitive::str,
                ) -> ::core::result::Result<Self, #krate::UnknownName> {
                    private::parse(Self::ALL, Self::as_str, name)
                }
            }

            #[automatically_derived]
            impl #krate::rusqlite::ToSql for #enumeration {
                fn to_sql(
                    &self,
                ) -> #krate::rusqlite::Result<#krate::rusqlite::types::ToSqlOutput<'_>> {
                    private::to_sql(self.as_str())
                }
            }

            #[automatically_derived]
            impl #krate::rusqlite::types::FromSql for #enumeration {
                fn column_result(
                    value: #krate::rusqlite::types::ValueRef<'_>,
                ) -> #krate::rusqlite::types::FromSqlResult<Self> {
                    private::from_sql(Self::ALL, Self::as_str, value)
                }
            }
        };
    }
}
