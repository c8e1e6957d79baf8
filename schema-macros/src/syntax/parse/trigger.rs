//! `trigger name after update of a, b on t when "…" "…";`

use syn::{Attribute, parse::ParseStream};

use super::{
    item,
    lifetime::lifetime,
    object::text_and_lifetime,
    recover::semicolon,
    words::{choose, expect_word, name, respelled, string, take_punct, take_word},
};
use crate::{
    report::Ctxt,
    syntax::{Lifetime, Name, Trigger},
};

/// Reads what follows the word `trigger`.
pub(super) fn trigger(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
) -> syn::Result<Trigger> {
    let trigger = name(input, "the trigger's name")?;
    let mut early = Lifetime::default();
    while lifetime(cx, input, &mut early)? {}
    let moments = &["before", "after", "instead of"];
    let (moment, timing) = choose(cx, input, "time for a trigger", moments)?;
    if moment == "instead" {
        expect_word(input, "of")?;
    }
    let events = &["insert", "update", "delete"];
    let (happening, event) = choose(cx, input, "event", events)?;
    let columns = columns(input, happening)?;
    expect_word(input, "on")?;
    let table = name(input, "the table that the trigger watches")?;
    let when = match take_word(input, "when") {
        Some(_) => Some(string(cx, input, "an SQL condition in quotes")?),
        None => None,
    };
    let what = "the trigger's statements in quotes, such as `\"DELETE …;\"`";
    let (body, lifetime) = text_and_lifetime(cx, input, early, what)?;
    semicolon(cx, input, item::starts_here);
    Ok(Trigger {
        attributes,
        name: trigger,
        lifetime,
        timing: respelled(timing, moment),
        event: respelled(event, happening),
        columns,
        table,
        when,
        body,
    })
}

/// `of a, b`, if written
fn columns(input: ParseStream<'_>, event: &str) -> syn::Result<Vec<Name>> {
    let Some(of) = take_word(input, "of") else {
        return Ok(Vec::new());
    };
    if event != "update" {
        let message = "only `update` has columns\nhelp: remove `of` and what follows it";
        return Err(syn::Error::new_spanned(of, message));
    }
    let mut columns = vec![name(input, "a column's name")?];
    while take_punct(input, ',') {
        columns.push(name(input, "a column's name")?);
    }
    Ok(columns)
}
