//! `trigger name after update of a, b on t when "…" "…";`

use syn::{Attribute, Ident, parse::ParseStream};

use super::{
    ahead::at_item,
    lifetime::lifetimes,
    object::text_and_lifetime,
    recover::semicolon,
    words::{choose, expect_word, name, respelled, string, take_punct, take_word},
};
use crate::{
    report::Ctxt,
    syntax::{Name, Trigger},
};

/// Reads what follows the word `trigger`.
pub(super) fn trigger(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
) -> syn::Result<Trigger> {
    let what = "the trigger's name, such as `trigger name after insert on table \"…\";`";
    let trigger = name(input, what)?;
    let early = lifetimes(cx, input)?;
    let (timing, event) = occasion(cx, input)?;
    let columns = columns(input, &event)?;
    expect_word(input, "on")?;
    let table = name(
        input,
        "the table that is watched, such as `after insert on table`",
    )?;
    let when = match take_word(input, "when") {
        Some(_) => Some(string(
            cx,
            input,
            "an SQL condition, such as `when \"new.n > 0\"`",
        )?),
        None => None,
    };
    let what = "the trigger's statements, such as `\"DELETE …;\"`";
    let (body, lifetime) = text_and_lifetime(cx, input, early, what)?;
    semicolon(cx, input, at_item);
    Ok(Trigger {
        attributes,
        name: trigger,
        lifetime,
        timing,
        event,
        columns,
        table,
        when,
        body,
    })
}

/// `after insert`, `instead of update`
fn occasion(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<(Ident, Ident)> {
    let moments = &["before", "after", "instead of"];
    let (moment, timing) = choose(cx, input, "time for a trigger", moments)?;
    if moment == "instead" {
        expect_word(input, "of")?;
    }
    let (happening, event) = choose(cx, input, "event", &["insert", "update", "delete"])?;
    Ok((respelled(timing, moment), respelled(event, happening)))
}

/// `of a, b`, if written
fn columns(input: ParseStream<'_>, event: &Ident) -> syn::Result<Vec<Name>> {
    let Some(of) = take_word(input, "of") else {
        return Ok(Vec::new());
    };
    if event != "update" {
        let message = "only `update` has columns\nhelp: remove `of` and what follows it";
        return Err(syn::Error::new_spanned(of, message));
    }
    let mut columns = vec![name(input, "a column, such as `update of a, b`")?];
    while take_punct(input, ',') {
        columns.push(name(input, "a column, such as `update of a, b`")?);
    }
    Ok(columns)
}
