//! The functions for a user's tests: the history once more, with the program's own SQLite.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Page, docs, row};

/// `rehearse` and its kin, which the facade leaves out where its feature is off.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let rehearsed = rehearsed(page);
    let in_memory = in_memory(page);
    let from_files = from_files(page);
    quote! {
        #krate::__private::if_rehearsal! {
            #rehearsed
            #in_memory
            #from_files
        }
    }
}

/// The program with what reads its rows, which only rehearsals need.
fn rehearsed(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let program = page.program();
    let from_row = page.ident("from_row");
    let readers = row::readable(page).into_iter().map(|(table, ident)| {
        quote! {
            #krate::__private::engine::RowReader {
                table: #table,
                read: |row| #ident::#from_row(row).map(::core::mem::drop),
            }
        }
    });
    let rehearsed = page.ident("__rehearsed");
    quote! {
        fn #rehearsed() -> #krate::__private::engine::RehearsedProgram<'static> {
            const ROWS: &[#krate::__private::engine::RowReader] = &[#(#readers),*];
            #krate::__private::engine::RehearsedProgram { program: #program, rows: ROWS }
        }
    }
}

fn in_memory(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (rehearse, rehearse_with) = (page.ident("rehearse"), page.ident("rehearse_with"));
    let rehearse_doc = docs::sentence(
        "Runs the whole history in memory, with rows in every table, the program's own SQLite and its data steps: for a test.\n\n# Errors\n\nThe first step that SQLite refuses, the first result that is not what is declared, or a table for which no row could be guessed and that doesn't say `unrehearsed`.",
    );
    let rehearse_with_doc = docs::sentence(
        "Does what [`rehearse`] does, on connections with which the program has registered its functions, collations and modules.\n\n# Errors\n\nThose of [`rehearse`].",
    );
    quote! {
        #rehearse_doc
        pub fn #rehearse() -> ::core::result::Result<#krate::Rehearsal, #krate::RehearsalError> {
            #krate::__private::engine::rehearse_with(__rehearsed(), &|_| ::core::result::Result::Ok(()))
        }

        #rehearse_with_doc
        pub fn #rehearse_with<
            F: ::core::ops::Fn(&#krate::rusqlite::Connection) -> #krate::rusqlite::Result<()>,
        >(
            prepare: F,
        ) -> ::core::result::Result<#krate::Rehearsal, #krate::RehearsalError> {
            #krate::__private::engine::rehearse_with(__rehearsed(), &prepare)
        }
    }
}

fn from_files(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (rehearse_from, rehearse_from_with) = (
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
                __rehearsed(),
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
            #krate::__private::engine::rehearse_from(__rehearsed(), pattern, &prepare)
        }
    }
}
