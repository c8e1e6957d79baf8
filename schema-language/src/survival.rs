//! What holds for whatever is written: the macro comes back, with Rust.
//!
//! For tests and fuzz targets.

use proc_macro2::TokenStream;

use crate::{expand, report::Ctxt, syntax};

/// Expands tokens, and says what is wrong with the expansion: it is no Rust, or something was lost
/// without a word. Otherwise, gives whether all of it could be read.
///
/// # Errors
///
/// What is wrong, in words.
pub fn survives(tokens: TokenStream) -> Result<bool, String> {
    let shown = tokens.to_string();
    let expansion = expand::schema(tokens.clone());
    if let Err(error) = syn::parse2::<syn::File>(expansion) {
        return Err(format!("{error} in what comes of {shown}"));
    }
    let mut cx = Ctxt::default();
    let schema = syntax::parse(&mut cx, tokens);
    let is_clean = cx.is_clean();
    cx.finish();
    if is_clean && schema.incomplete {
        return Err(format!("something is lost without a word: {shown}"));
    }
    Ok(is_clean)
}
