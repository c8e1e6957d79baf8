//! The module of one version: its row structs, and what a step can do with them.

use std::iter;

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, Ident};

use super::{
    Step, new_row, old_row,
    row_struct::Struct,
    rows::{Fate, Field, Row, Rows},
};
use crate::render::{
    Page, docs, name,
    origin::{self, Depth},
};

/// The module, for the steps that lead from its version and to it.
pub(super) fn item<'a>(
    page: &Page<'_>,
    rows: &Rows<'a>,
    from: Option<&Step<'_>>,
    to: Option<(&Step<'_>, &Rows<'a>)>,
) -> TokenStream {
    let version = rows.version;
    let name = page.ident(&format!("v{version}"));
    let doc = docs::sentence(&format!(
        "The rows of version {version}, with the names and the types that it gives them, for the \
         functions that a version runs."
    ));
    let scope = scope(rows);
    let items = rows.all.iter().map(|row| {
        let whole = Struct {
            ident: &row.ident,
            row,
            fields: &row.fields,
        };
        let declared = declared(version, &whole);
        let read = from.map(|step| {
            let by_column = rows.by_column(row);
            let by_column =
                by_column.map(|it| old_row::by_column(page, &whole, &it, (version, step)));
            let item = old_row::item(page, &whole, step);
            quote!(#item #by_column)
        });
        let written = to.map(|(step, before)| written(page, &whole, step, before));
        quote!(#declared #read #written)
    });
    quote! {
        #doc
        pub mod #name {
            #scope
            #(#items)*
        }
    }
}

/// Brings the names into the module that types and attributes of its rows can need.
fn scope(rows: &Rows<'_>) -> Option<TokenStream> {
    let needs = |row: &Row<'_>| {
        origin::has_effect(&row.table.attributes)
            || row.fields.iter().any(|it| origin::needs_scope(it.line))
    };
    rows.all.iter().any(needs).then(|| {
        quote! {
            use super::*;
        }
    })
}

/// What a step needs to write the row: whole, and by its changes or out of the older row.
fn written(page: &Page<'_>, whole: &Struct<'_>, step: &Step<'_>, before: &Rows<'_>) -> TokenStream {
    let new = new_row::item(page, whole, step, true);
    let is_whole = new_row::whole(page, whole, step);
    let fate = whole.row.fate(before);
    let kept = fate.map(|Fate { old, changed }| {
        let change = change_of(page, whole, (old, before), step);
        let more = if changed.is_empty() {
            new_row::from_older(page, whole, old, step)
        } else {
            changes(page, whole, (old, before, &changed), step)
        };
        quote!(#change #more)
    });
    quote!(#new #is_whole #kept)
}

/// The struct of what a change within the table gives.
fn changes(
    page: &Page<'_>,
    whole: &Struct<'_>,
    (old, before, fields): (&Row<'_>, &Rows<'_>, &[Field<'_>]),
    step: &Step<'_>,
) -> TokenStream {
    let ident = format_ident!("{}Changes", whole.ident, span = whole.ident.span());
    let given = Struct {
        ident: &ident,
        row: whole.row,
        fields,
    };
    let declared = changes_declared(step, whole.ident, &given);
    let new = new_row::item(page, &given, step, false);
    let change = change_of(page, &given, (old, before), step);
    let over = new_row::over(page, &given, (whole, old), step);
    quote!(#declared #new #change #over)
}

/// That a change of the older row may give this one, however that is read.
fn change_of(
    page: &Page<'_>,
    it: &Struct<'_>,
    (old, before): (&Row<'_>, &Rows<'_>),
    step: &Step<'_>,
) -> TokenStream {
    let by_column = before.by_column(old);
    let all = iter::once(&old.ident).chain(&by_column);
    let all = all.map(|older| new_row::change_of(page, it, older, step));
    quote!(#(#all)*)
}

fn declared(version: i64, whole: &Struct<'_>) -> TokenStream {
    let table = whole.row.table;
    let attributes = origin::attributes(&table.attributes, Depth::Version);
    let named = match whole.row.tables.as_slice() {
        [(only, None)] => only.name.clone(),
        _ => name::written(&table.name),
    };
    let fallback = docs::unless_documented(&table.attributes, &format!("A row of `{named}`."));
    let since = docs::sentence(&format!("\nAs version {version} has it."));
    let body = body(whole);
    let ident = whole.ident;
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #attributes
        #fallback
        #since
        pub struct #ident { #body }
    }
}

fn changes_declared(step: &Step<'_>, whole: &Ident, changes: &Struct<'_>) -> TokenStream {
    let (attributes, ident) = (&changes.row.table.attributes, changes.ident);
    let others = attributes.iter().filter(|it| !origin::is_doc(it)).cloned();
    let attributes = origin::attributes(&others.collect::<Vec<Attribute>>(), Depth::Version);
    let doc = docs::sentence(&format!(
        "What version {} adds to a [`{whole}`] of version {}, or alters in it.",
        step.after, step.before
    ));
    let body = body(changes);
    let at = origin::located(ident.span());
    quote_spanned! {at=>
        #doc
        #attributes
        pub struct #ident { #body }
    }
}

fn body(it: &Struct<'_>) -> TokenStream {
    let element = it.row.element.map(|placeholder| {
        let doc = docs::sentence("Which of the template's tables has the row.");
        quote!(#doc pub #placeholder: &'static ::core::primitive::str,)
    });
    let fields = it.fields.iter().map(|field| {
        let Field {
            line,
            ident,
            column,
            ..
        } = field;
        let attributes = origin::attributes(&line.attributes, Depth::Version);
        let fallback =
            docs::unless_documented(&line.attributes, &format!("The column `{column}`."));
        let ty = origin::field_type(&line.ty, Depth::Version);
        quote!(#attributes #fallback pub #ident: #ty,)
    });
    quote!(#element #(#fields)*)
}
