//! The steps as functions whose types only fit in the order of the history.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Ident;

use super::{Page, docs};
use crate::syntax;

/// `At`, `begin`, a function for each step, and `finish`.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (at, tag, begin, finish) = (
        page.ident("At"),
        page.ident("__Tag"),
        page.ident("begin"),
        page.ident("finish"),
    );
    let program = page.program();
    let newest = Literal::i64_unsuffixed(page.newest());
    let at_doc = docs::sentence(
        "A transaction in which the database is at version `N`. Dropped, it is rolled back.",
    );
    let begin_doc = docs::sentence(
        "Begins the transaction for a database at version `N`.\n\n# Errors\n\nThe database is at another version, or can't be written to.",
    );
    let finish_doc = docs::sentence(
        "Compares the result with the declaration, stamps it and commits.\n\n# Errors\n\nThe result differs, or SQLite refuses to commit.",
    );
    let steps = steps(page);
    quote! {
        #[doc(hidden)]
        pub enum #tag {}

        // In braces, because a table may have given the letter to a struct.
        #at_doc
        pub type #at<'connection, const N: ::core::primitive::i64> =
            #krate::__private::At<'connection, #tag, { N }>;

        #begin_doc
        pub fn #begin<const N: ::core::primitive::i64>(
            connection: &#krate::rusqlite::Connection,
        ) -> #krate::Result<#at<'_, { N }>> {
            #krate::__private::At::begin(connection, #program)
        }

        #steps

        #finish_doc
        pub fn #finish(at: #at<'_, #newest>) -> #krate::Result<#krate::Report> {
            at.finish()
        }
    }
}

fn steps(page: &Page<'_>) -> TokenStream {
    let versions = &page.lowered.versions;
    let mut seen = HashSet::new();
    let pairs = versions.iter().zip(versions.iter().skip(1));
    pairs
        .filter_map(|(from, to)| {
            let numbers = (number(from)?, number(to)?);
            seen.insert(numbers).then(|| step(page, to, numbers))
        })
        .collect()
}

fn number(version: &syntax::Version) -> Option<i64> {
    version.number.base10_parse().ok()
}

fn step(page: &Page<'_>, to: &syntax::Version, numbers: (i64, i64)) -> TokenStream {
    let krate = page.krate;
    let at = page.ident("At");
    let name = Ident::new(
        &format!("v{}_to_v{}", numbers.0, numbers.1),
        to.number.span(),
    );
    let (before, after) = (
        Literal::i64_unsuffixed(numbers.0),
        Literal::i64_unsuffixed(numbers.1),
    );
    let sentence = page
        .lowered
        .model
        .version(numbers.1)
        .map_or("", |it| it.sentence.trim());
    let doc = docs::sentence(&format!(
        "{sentence}\n\n# Errors\n\nSQLite refuses a statement, or a data step fails."
    ));
    quote! {
        #doc
        pub fn #name(at: #at<'_, #before>) -> #krate::Result<#at<'_, #after>> {
            at.step::<#after>()
        }
    }
}
