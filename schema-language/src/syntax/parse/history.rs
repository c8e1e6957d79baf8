//! `history { legacy { … } version 1 sealed "…"; version 2 { … } }`

use syn::{Attribute, Ident, LitInt, Token, parse::ParseStream, token};

use super::{
    action::{actions, legacy_actions},
    lifetime::twice,
    recover::{attributes, documentation_only, items, semicolon},
    words::{advance, at_word, braces, choose, number, respelled, string},
};
use crate::{
    report::Ctxt,
    syntax::{Legacy, Schema, Version},
};

/// Reads what follows the word `history`. Of two histories both are read, so that no version is
/// missing for no fault of those who name it.
pub(super) fn history(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    schema: &mut Schema,
    keyword: Ident,
) -> syn::Result<()> {
    match &schema.history.keyword {
        Some(first) => twice(cx, &keyword, "history", first),
        None => schema.history.keyword = Some(keyword),
    }
    let content = braces(input, "the versions, such as `{ version 1; }`")?;
    let complete = items(cx, &content, starts_here, |cx, input| {
        let attributes = attributes(cx, input);
        documentation_only(cx, &attributes, "an entry of the history");
        match choose(cx, input, "entry of a history", &["version", "legacy"])? {
            ("version", keyword) => version(cx, input, schema, (attributes, keyword)),
            (_, keyword) => legacy(cx, input, schema, (attributes, keyword)),
        }
    });
    schema.incomplete |= !complete;
    Ok(())
}

/// Whether a version or the legacy block begins here.
fn starts_here(input: ParseStream<'_>) -> bool {
    (input.peek(Token![#]) && input.peek2(token::Bracket))
        || (at_word(input, "version") && input.peek2(LitInt))
        || (at_word(input, "legacy") && input.peek2(token::Brace))
}

/// Reads what follows the word `legacy`.
fn legacy(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    schema: &mut Schema,
    (attributes, keyword): (Vec<Attribute>, Ident),
) -> syn::Result<()> {
    if let Some(first) = &schema.history.legacy {
        twice(cx, &keyword, "legacy", &first.keyword);
    }
    let legacy = schema.history.legacy.get_or_insert_with(|| Legacy {
        attributes,
        keyword,
        version_from: None,
        actions: Vec::new(),
    });
    let complete = legacy_actions(cx, input, legacy)?;
    schema.incomplete |= !complete;
    Ok(())
}

/// Reads what follows the word `version`: `4 sealed "…" compatible { … }`
fn version(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    schema: &mut Schema,
    (attributes, keyword): (Vec<Attribute>, Ident),
) -> syn::Result<()> {
    let mut version = Version {
        attributes,
        keyword,
        number: number(cx, input, "a version number, such as `version 1;`")?,
        seal: None,
        compatibility: None,
        actions: Vec::new(),
    };
    if let Err(error) = seal_and_compatibility(cx, input, &mut version) {
        cx.push(error);
        while !ends_here(input) {
            advance(input);
        }
    }
    if input.peek(token::Brace) {
        let complete = actions(cx, input, &mut version.actions)?;
        schema.incomplete |= !complete;
    } else {
        semicolon(cx, input, starts_here);
    }
    schema.history.versions.push(version);
    Ok(())
}

/// Whether the head of a version ends here.
fn ends_here(input: ParseStream<'_>) -> bool {
    let closed = input.peek(Token![;]) || input.peek(token::Brace);
    closed || input.is_empty() || starts_here(input)
}

fn seal_and_compatibility(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    version: &mut Version,
) -> syn::Result<()> {
    let allowed = &["sealed", "compatible", "breaking"];
    while !ends_here(input) {
        let (word, written) = choose(cx, input, "word of a version", allowed)?;
        if word == "sealed" {
            let seal = string(cx, input, "the seal, such as `sealed \"5b1e07c2\"`")?;
            match &version.seal {
                Some(first) => twice(cx, &seal, word, first),
                None => version.seal = Some(seal),
            }
            continue;
        }
        match &version.compatibility {
            Some(first) => twice(cx, &written, word, first),
            None => version.compatibility = Some(respelled(written, word)),
        }
    }
    Ok(())
}
