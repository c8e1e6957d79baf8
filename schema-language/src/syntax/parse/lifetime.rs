//! `since 2 until 5`

use quote::ToTokens;
use syn::{Ident, parse::ParseStream};

use super::words::{at_one_of, choose, number};
use crate::{report::Ctxt, syntax::Lifetime};

/// The words of a lifetime.
pub(super) const WORDS: &[&str] = &["since", "until"];

/// Reads `since N` or `until N`, if one of them comes next.
pub(super) fn lifetime(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    lifetime: &mut Lifetime,
) -> syn::Result<bool> {
    let found = at_one_of(input, WORDS);
    if found {
        let (word, written) = choose(cx, input, "word", WORDS)?;
        bound(cx, input, (word, &written), lifetime)?;
    }
    Ok(found)
}

/// Reads all of a lifetime, in whatever order, until something else comes.
pub(super) fn lifetimes(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<Lifetime> {
    let mut read = Lifetime::default();
    while lifetime(cx, input, &mut read)? {}
    Ok(read)
}

/// Reads the number that follows `since` or `until`.
pub(super) fn bound(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    (word, written): (&str, &Ident),
    lifetime: &mut Lifetime,
) -> syn::Result<()> {
    let version = number(cx, input, &format!("a version number, such as `{word} 2`"))?;
    let place = match word {
        "since" => &mut lifetime.since,
        _ => &mut lifetime.until,
    };
    match place {
        Some(first) => twice(cx, written, word, first),
        None => *place = Some(version),
    }
    Ok(())
}

/// Reports the second of two where one is allowed.
pub(super) fn twice(cx: &mut Ctxt, second: impl ToTokens, what: &str, first: impl ToTokens) {
    cx.error_with(
        second,
        format_args!("`{what}` is given twice\nhelp: keep one of them"),
        first,
        format_args!("`{what}` is first given here"),
    );
}
