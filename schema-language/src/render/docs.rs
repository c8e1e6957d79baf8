//! What rustdoc shows.
//!
//! A line starts with a space, as the user's own `///` lines do, so that rustdoc indents them alike.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use schema_core::ddl;
use syn::Attribute;

use super::{Page, origin};
use crate::syntax::Lifetime;

/// A doc comment.
pub(super) fn sentence(text: &str) -> TokenStream {
    let line = |line: &str| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    };
    text.lines().map(line).collect()
}

/// A doc comment for what the user may have documented.
pub(super) fn unless_documented(attributes: &[Attribute], text: &str) -> Option<TokenStream> {
    (!attributes.iter().any(origin::is_doc)).then(|| sentence(text))
}

/// A doc comment that says from which version on something is there, if not from the first.
pub(super) fn since(page: &Page<'_>, lifetime: &Lifetime) -> Option<TokenStream> {
    let since = lifetime.since.as_ref()?.base10_parse::<i64>().ok()?;
    let model = &page.lowered.model;
    (since > model.first_version()).then(|| sentence(&format!("\nSince version {since}.")))
}

/// What stands below the user's own words: the versions, and the newest one in SQL.
pub(super) fn module(page: &Page<'_>) -> TokenStream {
    let model = &page.lowered.model;
    let name = &model.name;
    let lead = unless_documented(
        &page.lowered.syntax.attributes,
        &format!("The schema `{name}`."),
    );
    let file = sentence(&format!("\nIts file is `{}`.", model.file));
    let versions = sentence(&versions(page));
    let rehearsal = rehearsal(page).map(|it| sentence(&it));
    let diagram = diagram(page);
    let ddl = sentence(&ddl(&ddl::script(&page.shape)));
    quote!(#lead #file #versions #rehearsal #diagram #ddl)
}

fn versions(page: &Page<'_>) -> String {
    let mut text = "\n| version | what it brought |\n|---|---|".to_owned();
    for version in page.lowered.model.versions.iter() {
        let sentence = version.sentence.replace('|', "\\|").replace('\n', " ");
        // Writing to a string can't fail.
        let _ = write!(text, "\n| {} | {} |", version.number, sentence.trim());
    }
    text
}

/// What the rehearsal could not see; nothing if it has seen everything.
fn rehearsal(page: &Page<'_>) -> Option<String> {
    let rehearsed = page.rehearsed;
    let rows = rehearsed.unsown.iter().map(|it| {
        format!("rows of `{it}`, because none could be guessed that its conditions take")
    });
    let unseen: Vec<String> = rehearsed.unseen.iter().cloned().chain(rows).collect();
    if unseen.is_empty() {
        return None;
    }
    Some(format!(
        "\nWhile it was compiled, the history was rehearsed without\n- {}",
        unseen.join("\n- ")
    ))
}

/// The tables as a picture, which only rustdoc gets to read. Nothing for a declaration with errors, which
/// is expanded at every keystroke.
#[cfg(feature = "diagrams")]
fn diagram(page: &Page<'_>) -> Option<TokenStream> {
    if page.has_errors || page.shape.tables.is_empty() {
        return None;
    }
    let diagram = schema_diagram::Diagram::of(&page.shape);
    let picture = diagram.svg().inline().to_string();
    // A blank line ends what stands before, and another one the picture.
    let text = format!("\n {}\n", picture.trim_end().replace('\n', "\n "));
    Some(quote!(#[cfg_attr(doc, doc = #text)]))
}

#[cfg(not(feature = "diagrams"))]
fn diagram(_: &Page<'_>) -> Option<TokenStream> {
    None
}

/// The SQL as a code block, between fences longer than any in it.
fn ddl(script: &str) -> String {
    let longest = script
        .split(|it| it != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    format!("\n{fence}sql\n{}\n{fence}", script.trim_end())
}
