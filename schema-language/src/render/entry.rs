//! The functions that run in the field: each hands the schema to the engine.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Page, docs};

/// `open`, `migrate` and their kin.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    let opening = opening(page);
    let in_memory = in_memory(page);
    let migrating = migrating(page);
    let others = others(page);
    quote!(#opening #in_memory #migrating #others)
}

fn opening(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (program, open, open_with) = (page.program(), page.ident("open"), page.ident("open_with"));
    let open_doc = docs::sentence(
        "Opens the file and brings it to [`VERSION`], as [`migrate`] does.\n\n# Errors\n\nThose of [`migrate`], and the file can't be opened.",
    );
    let open_with_doc = docs::sentence(
        "Opens the file and brings it to [`VERSION`], as [`migrate_with`] does.\n\n# Errors\n\nThose of [`migrate_with`], and the file can't be opened.",
    );
    quote! {
        #open_doc
        pub fn #open<P: ::core::convert::AsRef<::std::path::Path>>(
            path: P,
        ) -> #krate::Result<#krate::rusqlite::Connection> {
            #krate::__private::engine::open(#program, ::core::convert::AsRef::as_ref(&path))
        }

        #open_with_doc
        pub fn #open_with<P: ::core::convert::AsRef<::std::path::Path>>(
            path: P,
            options: &#krate::Options,
        ) -> #krate::Result<(#krate::rusqlite::Connection, #krate::Report)> {
            #krate::__private::engine::open_with(
                #program,
                ::core::convert::AsRef::as_ref(&path),
                options,
            )
        }
    }
}

fn in_memory(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (program, open_in_memory) = (page.program(), page.ident("open_in_memory"));
    let doc = docs::sentence(
        "Opens a database in memory at [`VERSION`]: for tests. The process makes one of them, and the others are copies of it, which takes no time; a seed that asks for the time has that of the first.\n\n# Errors\n\nThose of [`migrate`].",
    );
    quote! {
        #doc
        pub fn #open_in_memory() -> #krate::Result<#krate::rusqlite::Connection> {
            static IMAGE: #krate::__private::engine::Image =
                #krate::__private::engine::Image::new();
            IMAGE.open(#program)
        }
    }
}

fn migrating(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (program, migrate, migrate_with) = (
        page.program(),
        page.ident("migrate"),
        page.ident("migrate_with"),
    );
    let migrate_doc = docs::sentence(
        "Brings the database to [`VERSION`]: creates, adopts or upgrades it, or finds that it is there.\n\n# Errors\n\nThe database is newer, of another history, or can't be brought there. It is then as it was.",
    );
    let migrate_with_doc = docs::sentence(
        "Does what [`migrate`] does, as the options say: what to do about drift, and about objects that the schema does not declare.\n\n# Errors\n\nThose of [`migrate`], and what the options ask for.",
    );
    quote! {
        #migrate_doc
        pub fn #migrate(
            connection: &#krate::rusqlite::Connection,
        ) -> #krate::Result<#krate::Report> {
            #krate::__private::engine::migrate(connection, #program)
        }

        #migrate_with_doc
        pub fn #migrate_with(
            connection: &mut #krate::rusqlite::Connection,
            options: &#krate::Options,
        ) -> #krate::Result<#krate::Report> {
            #krate::__private::engine::migrate_with(connection, #program, options)
        }
    }
}

fn others(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (program, adopt, complete, create_at) = (
        page.program(),
        page.ident("adopt"),
        page.ident("complete"),
        page.ident("create_at"),
    );
    let adopt_doc = docs::sentence(
        "Does what `legacy` says to a database without a version number, and nothing to any other. It is stamped only where `version from` says its version.\n\n# Errors\n\nThe database is of another history, or SQLite refuses a step. It is then as it was.",
    );
    let complete_doc = docs::sentence(
        "Brings the database to [`VERSION`] by adding alone, also in a transaction of the caller's, and restores what is missing there, seeds too. A second call changes nothing.\n\n# Errors\n\nThe database is newer, of another history, or can't be brought there without copying or altering rows. It is then as it was.",
    );
    let create_at_doc = docs::sentence(
        "Creates an older version in an empty database: for tests of what comes after it.\n\n# Errors\n\nThe history doesn't list the version, or the database isn't empty.",
    );
    quote! {
        #adopt_doc
        pub fn #adopt(
            connection: &#krate::rusqlite::Connection,
        ) -> #krate::Result<#krate::Report> {
            #krate::__private::engine::adopt(connection, #program)
        }

        #complete_doc
        pub fn #complete(
            connection: &#krate::rusqlite::Connection,
        ) -> #krate::Result<#krate::Report> {
            #krate::__private::engine::complete(connection, #program)
        }

        #create_at_doc
        pub fn #create_at(
            connection: &#krate::rusqlite::Connection,
            version: ::core::primitive::i64,
        ) -> #krate::Result<#krate::Report> {
            #krate::__private::engine::create_at(connection, #program, version)
        }
    }
}
