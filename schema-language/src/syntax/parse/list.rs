//! `pub const WSTORE_OTYPES: Otype = [client, panel since 6, "odd name" as Odd];`

use syn::{Attribute, Ident, Visibility, parse::ParseStream};

use super::{
    ahead::at_item,
    lifetime::{bound, twice},
    recover::{attributes, comma_separated, semicolon},
    words::{
        at_name, brackets, choose, expected, identifier, name, nearly, next_word, take_punct,
        take_word,
    },
};
use crate::{
    report::Ctxt,
    syntax::{Element, Lifetime, NameList},
};

/// What may follow an element.
const WORDS: &[&str] = &["as", "since", "until"];

/// Reads what follows the word `const`.
pub(super) fn list(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
    visibility: Visibility,
    incomplete: &mut bool,
) -> syn::Result<NameList> {
    let name = identifier(
        input,
        "the list's name, such as `const NAMES: Name = [a, b];`",
    )?;
    let enumeration = enumeration(cx, input, &name)?;
    if !take_punct(input, '=') {
        return Err(expected(input, "the list's elements, such as `= [a, b];`"));
    }
    let content = brackets(input, "the list's elements, such as `= [a, b];`")?;
    let mut elements = Vec::new();
    let complete = comma_separated(cx, &content, at_name, |cx, input| {
        elements.push(element(cx, input)?);
        Ok(())
    });
    *incomplete |= !complete;
    semicolon(cx, input, at_item);
    Ok(NameList {
        attributes,
        visibility,
        name,
        enumeration,
        elements,
    })
}

/// `: Otype` or `as Otype`
fn enumeration(cx: &mut Ctxt, input: ParseStream<'_>, list: &Ident) -> syn::Result<Ident> {
    if !take_punct(input, ':') && take_word(input, "as").is_none() {
        let help = format!("help: write `const {list}: Name = [ … ];`, with a name for the enum");
        if next_word(input).is_none() {
            return Err(expected(input, format_args!("`:`\n{help}")));
        }
        cx.push(expected(input, format_args!("`:`\n{help}")));
    }
    identifier(
        input,
        "a name for the list's enum, such as `const NAMES: Name = [a, b];`",
    )
}

/// `panel since 6`, `"odd name" as Odd`
fn element(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<Element> {
    let attributes = attributes(cx, input);
    let name = name(input, "an element, such as `client` or `\"odd name\"`")?;
    let mut element = Element {
        attributes,
        name,
        variant: None,
        lifetime: Lifetime::default(),
    };
    while nearly(input, WORDS) {
        match choose(cx, input, "word", WORDS)? {
            ("as", _) => {
                let variant =
                    identifier(input, "the variant's name, such as `\"odd name\" as Odd`")?;
                match &element.variant {
                    Some(first) => twice(cx, &variant, "as", first),
                    None => element.variant = Some(variant),
                }
            }
            (word, written) => bound(cx, input, (word, &written), &mut element.lifetime)?,
        }
    }
    Ok(element)
}
