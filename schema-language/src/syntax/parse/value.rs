//! Values of seeds and defaults of columns.

use proc_macro2::TokenStream;
use syn::{
    Expr, ExprLit, Lit, LitStr, parenthesized,
    parse::{ParseStream, discouraged::Speculative},
};

use super::words::{advance, at_punct, between, expected, take_word};

/// Reads a value: a literal, a minus and a literal, `None`, or `sql("…")`.
///
/// Anything else is kept as it stands, up to a comma or to where `stop` says that something else
/// begins, for whoever knows what the value is for to refuse.
pub(super) fn value(
    input: ParseStream<'_>,
    stop: fn(ParseStream<'_>) -> bool,
) -> syn::Result<Expr> {
    if input.fork().parse::<Lit>().is_ok() {
        return Ok(Expr::Lit(ExprLit {
            attrs: Vec::new(),
            lit: input.parse()?,
        }));
    }
    if let Some(call) = sql_call(input) {
        return Ok(call);
    }
    let begin = input.fork();
    while !input.is_empty() && !at_punct(input, ',') && !stop(input) {
        advance(input);
    }
    let tokens = between(&begin, input);
    if tokens.is_empty() {
        return Err(expected(input, "a value, such as `0` or `sql(\"…\")`"));
    }
    Ok(simple_path(&tokens).unwrap_or(Expr::Verbatim(tokens)))
}

/// `None`, and any other single word.
fn simple_path(tokens: &TokenStream) -> Option<Expr> {
    let word: syn::Ident = syn::parse2(tokens.clone()).ok()?;
    Some(Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: word.into(),
    }))
}

/// Takes `sql("…")`, if it comes next.
fn sql_call(input: ParseStream<'_>) -> Option<Expr> {
    let ahead = input.fork();
    take_word(&ahead, "sql")?;
    argument(&ahead).ok()?;
    let call = syn::parse2(between(input, &ahead)).ok()?;
    input.advance_to(&ahead);
    Some(call)
}

fn argument(input: ParseStream<'_>) -> syn::Result<LitStr> {
    let content;
    parenthesized!(content in input);
    let text = content.parse()?;
    if content.is_empty() {
        Ok(text)
    } else {
        Err(expected(&content, "nothing more"))
    }
}
