//! `"user-name" as user_name: Option<String> as "VARCHAR(40)" = "x" since 2 unique`

use quote::ToTokens;
use syn::{Attribute, Ident, Type, parse::ParseStream};

use super::{
    clause,
    words::{at_punct, expected, identifier, name, take_punct, take_word, to_the_end},
};
use crate::{
    report::Ctxt,
    syntax::{Column, Lifetime, Name},
    written::written,
};

/// Reads a column. `incomplete` is set where a clause could not be read.
pub(super) fn column(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
    incomplete: &mut bool,
) -> syn::Result<Column> {
    let name = name(input, "a column, such as `name: String`")?;
    let field = match take_word(input, "as") {
        Some(_) => Some(identifier(
            input,
            "the field's name, such as `\"user-name\" as user_name: String`",
        )?),
        None => None,
    };
    let name = match &field {
        Some(_) => name,
        None => usable_as_field(cx, name)?,
    };
    let mut column = Column {
        attributes,
        ty: colon_and_type(cx, input, &name)?,
        name,
        field,
        sql_type: None,
        default: None,
        lifetime: Lifetime::default(),
        clauses: Vec::new(),
    };
    *incomplete |= !clause::clauses(cx, input, &mut column);
    Ok(column)
}

/// Reports a column that can't name the field of a struct, and makes it one that can.
fn usable_as_field(cx: &mut Ctxt, name: Name) -> syn::Result<Name> {
    let Name::Ident(word) = name else {
        return Ok(name);
    };
    if syn::parse2::<Ident>(word.to_token_stream()).is_ok() {
        return Ok(Name::Ident(word));
    }
    let text = word.to_string();
    if ["self", "Self", "super", "crate", "_"].contains(&text.as_str()) {
        let message =
            format!("`{text}` can't be a field's name\nhelp: write `\"{text}\" as other_name: …`");
        return Err(syn::Error::new_spanned(word, message));
    }
    cx.error(
        &word,
        format_args!("`{text}` is a word of Rust\nhelp: write `r#{text}`"),
    );
    Ok(Name::Ident(Ident::new_raw(&text, word.span())))
}

/// `: Option<i64>`. Where only the colon is missing, nothing is lost.
fn colon_and_type(cx: &mut Ctxt, input: ParseStream<'_>, name: &Name) -> syn::Result<Type> {
    let column = written(name);
    let colon = take_punct(input, ':');
    if input.is_empty() || at_punct(input, ',') {
        let message = format!("`{column}` has no type\nhelp: write `{column}: String`");
        return Err(syn::Error::new_spanned(name, message));
    }
    let begin = input.fork();
    let Ok(ty) = to_the_end::<Type>(input) else {
        let what = if colon { "a type" } else { "`:` and a type" };
        let message = format_args!("{what}, such as `{column}: Option<i64>`");
        return Err(expected(&begin, message));
    };
    if !colon {
        let message = format_args!("expected `:`\nhelp: write `{column}: {}`", written(&ty));
        cx.error(&ty, message);
    }
    Ok(ty)
}
