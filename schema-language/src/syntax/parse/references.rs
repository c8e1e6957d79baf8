//! `references t(x, y) on delete cascade on update restrict deferrable initially deferred`

use syn::{parse::ParseStream, token};

use schema_core::model::{Deferrable, ReferentialAction};

use super::{
    lifetime::twice,
    recover::names,
    template::written_name,
    words::{at_one_of, at_word, choose, expect_word, take_word},
};
use crate::{report::Ctxt, syntax::References};

/// Reads what follows the word `references`.
pub(super) fn references(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<References> {
    let mut references = References {
        table: written_name(
            cx,
            input,
            "the table referred to, such as `references t(x)`",
        )?,
        columns: Vec::new(),
        on_delete: ReferentialAction::default(),
        on_update: ReferentialAction::default(),
        deferrable: Deferrable::default(),
    };
    if input.peek(token::Paren) {
        references.columns = names(
            cx,
            input,
            "the columns referred to, such as `references t(x)`",
        )?;
    }
    let mut seen: Vec<(&str, syn::Ident)> = Vec::new();
    while at_one_of(input, &["on", "deferrable"]) || at_not_deferrable(input) {
        let (word, written) = match take_word(input, "on") {
            Some(_) => on(cx, input, &mut references)?,
            None => deferrable(cx, input, &mut references)?,
        };
        match seen.iter().find(|(it, _)| *it == word) {
            Some((_, first)) => twice(cx, &written, word, first),
            None => seen.push((word, written)),
        }
    }
    Ok(references)
}

/// Whether `not deferrable` comes next, and no `not null`, which belongs to the column.
fn at_not_deferrable(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    take_word(&ahead, "not").is_some() && !at_word(&ahead, "null")
}

type Chosen = (&'static str, syn::Ident);

/// `delete cascade`, `update set null`
fn on(cx: &mut Ctxt, input: ParseStream<'_>, to: &mut References) -> syn::Result<Chosen> {
    let (event, written) = choose(cx, input, "event", &["delete", "update"])?;
    let allowed = &["cascade", "restrict", "set null", "no action"];
    let action = match choose(cx, input, "action", allowed)? {
        ("cascade", _) => ReferentialAction::Cascade,
        ("restrict", _) => ReferentialAction::Restrict,
        ("set", _) => match choose(cx, input, "action", &["null", "default"])? {
            ("null", _) => ReferentialAction::SetNull,
            _ => ReferentialAction::SetDefault,
        },
        _ => {
            expect_word(input, "action")?;
            ReferentialAction::NoAction
        }
    };
    if event == "delete" {
        to.on_delete = action;
        Ok(("on delete", written))
    } else {
        to.on_update = action;
        Ok(("on update", written))
    }
}

/// `deferrable initially deferred`, `not deferrable`
fn deferrable(cx: &mut Ctxt, input: ParseStream<'_>, to: &mut References) -> syn::Result<Chosen> {
    let not = take_word(input, "not").is_some();
    let written = expect_word(input, "deferrable")?;
    let mut deferred = false;
    if take_word(input, "initially").is_some() {
        let (word, _) = choose(cx, input, "time", &["deferred", "immediate"])?;
        deferred = word == "deferred";
    }
    to.deferrable = match (not, deferred) {
        (true, _) => Deferrable::No,
        (false, true) => Deferrable::InitiallyDeferred,
        (false, false) => Deferrable::InitiallyImmediate,
    };
    Ok(("deferrable", written))
}
