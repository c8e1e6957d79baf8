//! The whole macro on one page.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{Path, parse::Parser};

#[cfg(feature = "rehearsal")]
use crate::rehearse;
use crate::{check, lower, render, report::Ctxt, syntax};

/// Expands a declaration: to the module that it generates, and to the errors that are in it.
///
/// In front of it may stand the path of the facade, in parentheses.
#[must_use]
pub fn schema(input: TokenStream) -> TokenStream {
    let (krate, declaration) = split_crate(input);
    let mut cx = Ctxt::default();

    // AFTER THIS POINT: every item, table and column that could be read is in `schema`.
    let schema = syntax::parse(&mut cx, declaration);

    // AFTER THIS POINT: names are SQL names, types are SQLite types; spans live in the syntax only.
    let mut lowered = lower::lower(&mut cx, &schema);

    // AFTER THIS POINT: a history without errors is known to be sensible.
    check::check(&mut cx, &lowered);

    // AFTER THIS POINT: without errors, what is sealed is as it was.
    check::check_seals(&mut cx, &lowered);

    // AFTER THIS POINT: without errors, each version does something, or says that it doesn't.
    check::check_changes(&mut cx, &lowered);

    // AFTER THIS POINT: without errors, the history has run from end to end.
    let rehearsed = rehearsed(&mut cx, &lowered);
    lowered.model.rehearsed_on = rehearsed.sqlite;

    // AFTER THIS POINT: without errors, every version but the newest is sealed.
    check::check_unsealed(&mut cx, &lowered);

    // AFTER THIS POINT: without errors, the model has what follows from the whole of it.
    if cx.is_clean() {
        lowered.model.complete();
    }

    let items = render::items(&cx, &krate, &lowered, &rehearsed);
    let errors = cx.finish();
    quote!(#errors #items)
}

/// Runs a history without errors, if the feature is on.
#[cfg(feature = "rehearsal")]
pub(crate) fn rehearsed(cx: &mut Ctxt, lowered: &lower::Lowered<'_>) -> render::Rehearsed {
    let is_clean = cx.is_clean();
    let rehearsal = is_clean.then(|| rehearse::rehearse(cx, lowered)).flatten();
    let rehearsed = rehearsal.map(|it| render::Rehearsed {
        sqlite: Some(it.sqlite),
        unseen: it.unseen,
        unsown: it.unsown,
    });
    rehearsed.unwrap_or_default()
}

#[cfg(not(feature = "rehearsal"))]
pub(crate) fn rehearsed(_: &mut Ctxt, _: &lower::Lowered<'_>) -> render::Rehearsed {
    render::Rehearsed::default()
}

/// The path of the facade, which its macro passes in parentheses, and the declaration after it.
fn split_crate(input: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = input.clone().into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if is_path(&group) => (group.stream(), tokens.collect()),
        _ => (quote!(::rusqlite_schema), input),
    }
}

/// Whether it is a path in parentheses, and not the user's own mistake.
fn is_path(group: &Group) -> bool {
    let is_path = || Path::parse_mod_style.parse2(group.stream()).is_ok();
    group.delimiter() == Delimiter::Parenthesis && is_path()
}

#[cfg(test)]
mod tests;
