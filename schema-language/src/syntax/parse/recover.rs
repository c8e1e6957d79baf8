//! What keeps one mistake from hiding the rest: lists that report, skip and go on.

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute,
    buffer::Cursor,
    parse::{ParseStream, Parser},
    token,
};

use super::words::{advance, at_name, at_punct, expected, name, parens, take_punct};
use crate::{report::Ctxt, syntax::Name};

/// Reads `one, one, one,`, and reports and skips each that can't be read.
///
/// `next` knows the beginning of another element, for where the comma is missing. Returns whether
/// everything was read.
pub(super) fn comma_separated(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    next: fn(ParseStream<'_>) -> bool,
    one: impl FnMut(&mut Ctxt, ParseStream<'_>) -> syn::Result<()>,
) -> bool {
    separated(cx, input, ',', next, one)
}

/// Reads `one; one; one;`, and reports and skips each that can't be read.
pub(super) fn semicolon_terminated(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    next: fn(ParseStream<'_>) -> bool,
    one: impl FnMut(&mut Ctxt, ParseStream<'_>) -> syn::Result<()>,
) -> bool {
    separated(cx, input, ';', next, one)
}

fn separated(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    separator: char,
    next: fn(ParseStream<'_>) -> bool,
    mut one: impl FnMut(&mut Ctxt, ParseStream<'_>) -> syn::Result<()>,
) -> bool {
    let mut complete = true;
    while !input.is_empty() {
        let start = input.cursor();
        if let Err(error) = one(cx, input) {
            cx.push(error);
            complete = false;
        } else if !at_end(input, separator) {
            cx.push(expected(input, format_args!("`{separator}`")));
            complete &= input.is_empty() || next(input);
        }
        skip_until(input, start, |input| at_punct(input, separator), next);
        take_punct(input, separator);
    }
    complete
}

/// Whether an element ends here. After the last one a comma may be left out, a semicolon may not.
fn at_end(input: ParseStream<'_>, separator: char) -> bool {
    at_punct(input, separator) || (separator == ',' && input.is_empty())
}

/// Reads `(a, b)`, with at least one name.
pub(super) fn names(cx: &mut Ctxt, input: ParseStream<'_>, what: &str) -> syn::Result<Vec<Name>> {
    let content = parens(input, what)?;
    if content.is_empty() {
        return Err(expected(&content, what));
    }
    let mut names = Vec::new();
    comma_separated(cx, &content, at_name, |_, input| {
        names.push(name(input, what)?);
        Ok(())
    });
    Ok(names)
}

/// Reads items that bring their own ends, and reports and skips each that can't be read.
///
/// `next` knows the beginning of another item. Returns whether everything was read.
pub(super) fn items(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    next: fn(ParseStream<'_>) -> bool,
    mut one: impl FnMut(&mut Ctxt, ParseStream<'_>) -> syn::Result<()>,
) -> bool {
    let mut complete = true;
    while !input.is_empty() {
        let start = input.cursor();
        if at_punct(input, ';') {
            cx.push(input.error("unexpected `;`\nhelp: remove it"));
            advance(input);
        } else if let Err(error) = one(cx, input) {
            cx.push(error);
            complete = false;
            skip_until(input, start, |_| false, next);
        }
    }
    complete
}

/// Takes the `;` at the end of an item, or reports that it is missing.
pub(super) fn semicolon(cx: &mut Ctxt, input: ParseStream<'_>, next: fn(ParseStream<'_>) -> bool) {
    if !take_punct(input, ';') {
        cx.push(expected(input, "`;`"));
        while !input.is_empty() && !next(input) && !take_punct(input, ';') {
            advance(input);
        }
    }
}

/// Skips to `end`, or to what `next` knows once something was taken since `start`.
pub(super) fn skip_until(
    input: ParseStream<'_>,
    start: Cursor<'_>,
    end: impl Fn(ParseStream<'_>) -> bool,
    next: fn(ParseStream<'_>) -> bool,
) {
    while !input.is_empty() && !end(input) && (input.cursor() == start || !next(input)) {
        advance(input);
    }
}

/// Passes `result` on, once what is left of a group is reported and skipped.
pub(super) fn whole<T>(
    cx: &mut Ctxt,
    content: ParseStream<'_>,
    result: syn::Result<T>,
) -> syn::Result<T> {
    if result.is_ok() {
        nothing_more(cx, content);
    }
    drain(content);
    result
}

/// Reports and skips what stands where nothing should.
pub(super) fn nothing_more(cx: &mut Ctxt, input: ParseStream<'_>) {
    if !input.is_empty() {
        cx.push(input.error("unexpected token\nhelp: remove it, and what follows"));
        drain(input);
    }
}

/// Skips everything.
pub(super) fn drain(input: ParseStream<'_>) {
    while !input.is_empty() {
        advance(input);
    }
}

/// Reads outer attributes, each on its own, so that a broken one is all that is lost.
pub(super) fn attributes(cx: &mut Ctxt, input: ParseStream<'_>) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    while at_punct(input, '#') {
        match Attribute::parse_outer.parse2(one_attribute(input)) {
            Ok(read) => attributes.extend(read),
            Err(error) => {
                let help = "help: write an attribute like `#[derive(Debug)]`";
                cx.push(syn::Error::new(
                    error.span(),
                    format_args!("{error}\n{help}"),
                ));
            }
        }
    }
    attributes
}

/// Takes the tokens of one attribute: `#`, perhaps `!`, and the group in brackets.
fn one_attribute(input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    let mut take = || tokens.extend(input.parse::<TokenTree>());
    take();
    if at_punct(input, '!') {
        take();
    }
    if input.peek(token::Bracket) {
        take();
    }
    tokens
}

/// Reports attributes that nothing will ever see. Documentation is welcome everywhere.
pub(super) fn documentation_only(cx: &mut Ctxt, attributes: &[Attribute], what: &str) {
    for attribute in attributes.iter().filter(|it| !it.path().is_ident("doc")) {
        cx.error(
            attribute,
            format_args!("an attribute has no effect on {what}\nhelp: remove it"),
        );
    }
}
