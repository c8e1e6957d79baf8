//! Names that may be templates: `idx_{otype}_x`.

use syn::{Ident, ext::IdentExt, parse::ParseStream, token};

use super::{
    ahead::at_item,
    recover::{drain, whole},
    words::{at_name, at_one_of, at_punct, between, braces, expected, name, next_word},
};
use crate::{
    report::Ctxt,
    syntax::{Part, WrittenName},
};

/// The words that may follow a name, so that they are no part of it.
const FOLLOWING: &[&str] = &[
    "for",
    "as",
    "since",
    "until",
    "strict",
    "without",
    "unrehearsed",
    "on",
    "deferrable",
    "not",
    "primary",
    "unique",
    "references",
    "check",
    "collate",
    "generated",
    "from",
    "where",
];

/// Reads a name where a group in braces can only be a placeholder.
pub(super) fn written_name(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    what: &str,
) -> syn::Result<WrittenName> {
    parts(cx, input, what, |input| input.peek(token::Brace))
}

/// Reads a name that may be followed by a body in braces.
pub(super) fn name_before_body(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    what: &str,
) -> syn::Result<WrittenName> {
    parts(cx, input, what, at_placeholder)
}

fn parts(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    what: &str,
    at_placeholder: fn(ParseStream<'_>) -> bool,
) -> syn::Result<WrittenName> {
    let begin = input.fork();
    let mut parts = Vec::new();
    loop {
        if at_placeholder(input) {
            parts.push(Part::Placeholder(placeholder(cx, input)?));
        } else if at_fixed(input, &parts) {
            parts.push(Part::Fixed(name(input, what)?));
        } else {
            break;
        }
    }
    if parts.is_empty() {
        return Err(expected(input, what));
    }
    let tokens = between(&begin, input);
    Ok(WrittenName { tokens, parts })
}

/// Whether a fixed part comes next: at the beginning, or after a placeholder.
fn at_fixed(input: ParseStream<'_>, parts: &[Part]) -> bool {
    match parts.last() {
        None => at_name(input),
        Some(Part::Fixed(_)) => false,
        Some(Part::Placeholder(_)) => {
            next_word(input).is_some() && !at_one_of(input, FOLLOWING) && !at_item(input)
        }
    }
}

fn placeholder(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<Ident> {
    let content = braces(input, "`{placeholder}`")?;
    let word = content.call(Ident::parse_any);
    let word = word.map_err(|_| expected(&content, "the name behind `for`, such as `{name}`"));
    whole(cx, &content, word)
}

/// Whether a group in braces is no body: a single word, and the header goes on behind it.
fn at_placeholder(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let Ok(content) = braces(&ahead, "`{`") else {
        return false;
    };
    let single = content.call(Ident::parse_any).is_ok() && content.is_empty();
    let goes_on = ahead.peek(token::Brace)
        || at_punct(&ahead, ',')
        || (next_word(&ahead).is_some() && !at_item(&ahead));
    drain(&content);
    single && goes_on
}
