//! The functions for a user's tests: the history once more, with the program's own SQLite.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Page, docs};

/// `rehearse` and its kin, which the facade leaves out where its feature is off.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let in_memory = in_memory(page);
    let from_files = from_files(page);
    quote! {
        #krate::__private::if_rehearsal! {
            #in_memory
            #from_files
        }
    }
}

fn in_memory(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (program, rehearse, rehearse_with) = (
        page.program(),
        page.ident("rehearse"),
        page.ident("rehearse_with"),
    );
    let rehearse_doc = docs::sentence(
        "Runs the whole history in memory, with rows in every table, the program's own SQLite and its data steps: for a test.\n\n# Errors\n\nThe first step that SQLite refuses, the first result that is not what is declared, or a table for which no row could be guessed and that doesn't say `unrehearsed`.",
    );
    let rehearse_with_doc = docs::sentence(
        "Does what [`rehearse`] does, on connections with which the program has registered its functions, collations and modules.\n\n# Errors\n\nThose of [`rehearse`].",
    );
    quote! {
        #rehearse_doc
        pub fn #rehearse() -> ::core::result::Result<#krate::Rehearsal, #krate::RehearsalError> {
            #krate::__private::engine::rehearse_with(#program, &|_| ::core::result::Result::Ok(()))
        }

        #rehearse_with_doc
        pub fn #rehearse_with<
            F: ::core::ops::Fn(&#krate::rusqlite::Connection) -> #krate::rusqlite::Result<()>,
        >(
            prepare: F,
        ) -> ::core::result::Result<#krate::Rehearsal, #krate::RehearsalError> {
            #krate::__private::engine::rehearse_with(#program, &prepare)
        }
    }
}

fn from_files(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (program, rehearse_from, rehearse_from_with) = (
        page.program(),
        page.ident("rehearse_from"),
        page.ident("rehearse_from_with"),
    );
    let rehearse_from_doc = docs::sentence(
        "Brings copies of files to [`VERSION`], those of earlier releases for example, and compares them with the declaration: for a test. The pattern is a path in which `*` stands for any part of a name. The files themselves stay as they are.\n\n# Errors\n\nNo file has such a name, or one of them can't be brought there.",
    );
    let rehearse_from_with_doc = docs::sentence(
        "Does what [`rehearse_from`] does, on connections that the program has prepared.\n\n# Errors\n\nThose of [`rehearse_from`].",
    );
    quote! {
        #rehearse_from_doc
        pub fn #rehearse_from(
            pattern: &::core::primitive::str,
        ) -> ::core::result::Result<::std::vec::Vec<#krate::Report>, #krate::RehearsalError> {
            #krate::__private::engine::rehearse_from(
                #program,
                pattern,
                &|_| ::core::result::Result::Ok(()),
            )
        }

        #rehearse_from_with_doc
        pub fn #rehearse_from_with<
            F: ::core::ops::Fn(&#krate::rusqlite::Connection) -> #krate::rusqlite::Result<()>,
        >(
            pattern: &::core::primitive::str,
            prepare: F,
        ) -> ::core::result::Result<::std::vec::Vec<#krate::Report>, #krate::RehearsalError> {
            #krate::__private::engine::rehearse_from(#program, pattern, &prepare)
        }
    }
}
