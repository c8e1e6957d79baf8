//! A declaration that is read while a program runs.
//!
//! For tests that write declarations as text, which no compiler sees.

use proc_macro2::TokenStream;
use schema_core::model::Schema;

use crate::{check, expand, lower, report::Ctxt, syntax};

/// What the macro makes of a declaration whose versions all count as sealed.
///
/// # Errors
///
/// The texts of the errors that the macro reports.
pub fn declared(tokens: TokenStream) -> Result<Schema, Vec<String>> {
    let mut cx = Ctxt::default();
    let syntax = syntax::parse(&mut cx, tokens);
    let mut lowered = lower::lower(&mut cx, &syntax);
    check::check(&mut cx, &lowered);
    let rehearsed = expand::rehearsed(&mut cx, &lowered);
    lowered.model.rehearsed_on = rehearsed.sqlite;
    let messages = cx.messages();
    cx.finish();
    if !messages.is_empty() {
        return Err(messages);
    }
    lowered.model.complete();
    for version in lowered.model.versions.to_mut() {
        version.seal = Some(version.entry.seal.clone());
    }
    Ok(lowered.model)
}
