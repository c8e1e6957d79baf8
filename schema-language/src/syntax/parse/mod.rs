//! From tokens to the tree of what was written. This never fails: it reports and skips.
//!
//! A reader of one thing returns `Err` where nothing is left to keep. A reader of many things
//! pushes that error, skips to where the next thing begins, and goes on: see [`recover`].

mod action;
mod ahead;
mod clause;
mod column;
mod conflict;
mod depth;
mod head;
mod history;
mod index;
mod item;
mod lifetime;
mod line;
mod list;
mod object;
mod recover;
mod references;
mod seed;
mod table;
mod template;
mod trigger;
mod value;
mod words;

#[cfg(test)]
pub(crate) mod tests;

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};

use super::Schema;
use crate::report::Ctxt;

/// Reads a schema. What can't be read is reported, and missing in the tree.
pub(crate) fn parse(cx: &mut Ctxt, input: TokenStream) -> Schema {
    let mut schema = Schema::default();
    if let Some(token) = depth::too_deep(&input) {
        cx.error(
            token,
            "this is nested deeper than any schema\nhelp: remove what is inside of it",
        );
        schema.incomplete = true;
        return schema;
    }
    let reader = |input: ParseStream<'_>| {
        head::schema(cx, input, &mut schema);
        Ok(())
    };
    // Every reader empties its groups. Should one forget, the error that `syn` then makes is shown
    // if nothing else is.
    if let Err(error) = reader.parse2(input)
        && cx.is_clean()
    {
        cx.push(error);
    }
    schema
}
