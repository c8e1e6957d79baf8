//! `seed db_identity_bundles since 2 { id: "blank", is_blank: true }`

use syn::{Attribute, Ident, parse::ParseStream};

use super::{
    ahead::at_colon,
    lifetime::lifetimes,
    recover::comma_separated,
    value::value,
    words::{at_name, braces, expected, name, take_punct, without_triggers},
};
use crate::{
    report::Ctxt,
    syntax::{Seed, SeedValue},
};

/// Reads what follows the word `seed`. One that is not read whole is `None`: what it then lacks
/// would be reported again.
pub(super) fn seed(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
    keyword: Ident,
) -> syn::Result<Option<Seed>> {
    let table = name(input, "a table, such as `seed table { column: 1 }`")?;
    let lifetime = lifetimes(cx, input)?;
    let without_triggers = without_triggers(input)?;
    let content = braces(input, "the row, such as `{ column: 1 }`")?;
    let mut values = Vec::new();
    let complete = comma_separated(cx, &content, starts_here, |_, input| {
        values.push(seed_value(input)?);
        Ok(())
    });
    Ok(complete.then_some(Seed {
        attributes,
        keyword,
        table,
        lifetime,
        without_triggers,
        values,
    }))
}

/// Whether a column and its value begin here.
fn starts_here(input: ParseStream<'_>) -> bool {
    at_name(input) && at_colon(input)
}

fn seed_value(input: ParseStream<'_>) -> syn::Result<SeedValue> {
    let column = name(input, "a column, such as `column: 1`")?;
    if !take_punct(input, ':') {
        return Err(expected(input, "`:` and a value, such as `column: 1`"));
    }
    let value = value(input, starts_here)?;
    Ok(SeedValue { column, value })
}
