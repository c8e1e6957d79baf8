//! Whether the schema can be released.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Page, docs};

/// `check_sealed`, for a test of the user's.
pub(super) fn item(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let (schema, check_sealed) = (page.ident("SCHEMA"), page.ident("check_sealed"));
    let doc = docs::sentence(
        "Whether the newest version is sealed, as it has to be when it is released: for a test.\n\n# Errors\n\nIt isn't; the error shows the line to paste.",
    );
    quote! {
        #doc
        pub fn #check_sealed() -> ::core::result::Result<(), #krate::Unsealed> {
            #krate::__private::check_sealed(&#schema)
        }
    }
}
