//! `pub schema objects in "objects.db", nullable keys { … }`

use syn::{parse::ParseStream, token};

use super::{
    ahead::at_item,
    item,
    lifetime::twice,
    recover::{attributes, drain, items, nothing_more, skip_until, whole},
    words::{
        advance, at_punct, at_word, between, braces, choose, expect_word, expected, identifier,
        string, take_punct, take_word, visibility,
    },
};
use crate::{report::Ctxt, syntax::Schema};

const FORM: &str = "`schema name in \"file.db\" { … }`";

/// Reads everything there is.
pub(super) fn schema(cx: &mut Ctxt, input: ParseStream<'_>, schema: &mut Schema) {
    if input.is_empty() {
        cx.error(
            proc_macro2::TokenStream::new(),
            format_args!("expected {FORM}\nhelp: write {FORM}"),
        );
        schema.incomplete = true;
        return;
    }
    if let Err(error) = head(cx, input, schema) {
        cx.push(with_form(&error));
        schema.incomplete = true;
        while !input.is_empty() && !input.peek(token::Brace) {
            advance(input);
        }
    }
    if input.peek(token::Brace) {
        let read = braces(input, FORM).and_then(|content| {
            let complete = items(cx, &content, at_item, |cx, input| {
                item::item(cx, input, schema)
            });
            schema.incomplete |= !complete;
            whole(cx, &content, Ok(()))
        });
        if let Err(error) = read {
            cx.push(error);
        }
    }
    if at_word(input, "schema") {
        cx.push(input.error("a second schema\nhelp: give it a `schema!` of its own"));
        drain(input);
    }
    nothing_more(cx, input);
}

/// An error in the head, with a help that says how a head looks.
fn with_form(error: &syn::Error) -> syn::Error {
    let message = error.to_string();
    let fact = message.lines().next().unwrap_or_default();
    syn::Error::new(error.span(), format_args!("{fact}\nhelp: write {FORM}"))
}

fn head(cx: &mut Ctxt, input: ParseStream<'_>, schema: &mut Schema) -> syn::Result<()> {
    schema.attributes = attributes(cx, input);
    schema.visibility = Some(visibility(cx, input));
    choose(cx, input, "item", &["schema"])?;
    schema.name = Some(identifier(input, "the schema's name")?);
    expect_word(input, "in")?;
    schema.file = Some(string(cx, input, "the file's name in quotes")?);
    while !input.is_empty() && !input.peek(token::Brace) {
        if !take_punct(input, ',') {
            return Err(expected(input, "`,` or `{`"));
        }
        let start = input.cursor();
        if let Err(error) = option(cx, input, schema) {
            cx.push(error);
            skip_until(
                input,
                start,
                |input| input.peek(token::Brace),
                |input| at_punct(input, ','),
            );
        }
    }
    if input.is_empty() {
        return Err(expected(input, "`{ … }`"));
    }
    Ok(())
}

fn option(cx: &mut Ctxt, input: ParseStream<'_>, schema: &mut Schema) -> syn::Result<()> {
    let begin = input.fork();
    choose(cx, input, "option", &["nullable keys"])?;
    if take_word(input, "keys").is_none() {
        return Err(expected(input, "`keys`\nhelp: write `nullable keys`"));
    }
    let words = between(&begin, input);
    match &schema.nullable_keys {
        Some(first) => twice(cx, words, "nullable keys", first),
        None => schema.nullable_keys = Some(words),
    }
    Ok(())
}
