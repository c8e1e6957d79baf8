//! What is read, what is reported where, and what survives.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod column;
pub(crate) mod example;
pub(crate) mod files;
pub(crate) mod fuzz;
mod head;
mod history;
mod item;
mod table;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Item;

use crate::{report::Ctxt, syntax::Schema};

/// What is read from a source, and the reports: the tokens pointed at, and the message.
pub(crate) fn read(source: &str) -> (Schema, Vec<(String, String)>) {
    let mut cx = Ctxt::default();
    let schema = super::parse(&mut cx, source.parse().expect("tokens"));
    (schema, reports(cx))
}

/// What a sink has collected: the tokens pointed at, and the message.
pub(crate) fn reports(cx: Ctxt) -> Vec<(String, String)> {
    let reports = places_and_messages(cx);
    for (_, message) in &reports {
        let helps = ["\nhelp: ", "\nnote: ", "is first "]
            .iter()
            .any(|it| message.contains(it));
        assert!(helps, "no help: {message}");
    }
    reports
}

/// The same without regard to help, which the second place of an error has none of.
pub(crate) fn places_and_messages(cx: Ctxt) -> Vec<(String, String)> {
    let file: syn::File = syn::parse2(cx.finish()).expect("items");
    file.items.into_iter().map(report).collect()
}

/// What an expansion tells the compiler.
pub(crate) fn messages(expansion: TokenStream) -> Vec<String> {
    let file: syn::File = syn::parse2(expansion).expect("items");
    let errors = file.items.into_iter().filter(|item| {
        let Item::Macro(item) = item else {
            return false;
        };
        item.mac
            .path
            .segments
            .last()
            .is_some_and(|it| it.ident == "compile_error")
    });
    errors.map(|it| report(it).1).collect()
}

fn report(item: Item) -> (String, String) {
    let Item::Macro(item) = item else {
        panic!("an error is a macro")
    };
    let message: syn::LitStr = item.mac.parse_body().expect("a message");
    let mut spans = item.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().expect("tokens");
    let last = spans.last().unwrap_or(first);
    let place = first.join(last).and_then(|span| span.source_text());
    (place.unwrap_or_default(), message.value())
}

/// Reads a source without a mistake in it.
pub(crate) fn clean(source: &str) -> Schema {
    let (schema, reports) = read(source);
    assert_eq!(reports, Vec::new(), "in {source}");
    assert!(!schema.incomplete, "in {source}");
    schema
}

/// A schema with these items in it.
pub(crate) fn around(items: &str) -> String {
    format!("pub schema s in \"s.db\" {{ {items} }}")
}

/// The only report, first line and help in one string.
fn only(reports: &[(String, String)]) -> (&str, &str) {
    assert_eq!(reports.len(), 1, "{reports:#?}");
    (&reports[0].0, &reports[0].1)
}

/// Asserts that a source has one mistake, at these tokens, with a message that begins like this.
fn refused(source: &str, place: &str, message: &str) -> Schema {
    let (schema, reports) = read(source);
    let (at, said) = only(&reports);
    assert!(said.starts_with(message), "{said}\nin {source}");
    assert_eq!(at, place, "{said}\nin {source}");
    schema
}

fn text(tokens: impl ToTokens) -> String {
    let tokens: TokenStream = tokens.to_token_stream();
    tokens.to_string()
}
