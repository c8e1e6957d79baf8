//! `unique index idx_x (a, b desc collate nocase, "lower(c)") where "…" since 3`

use syn::{Attribute, parse::ParseStream};

use super::{
    ahead::{at_line_end, skip_line},
    lifetime::{bound, twice},
    recover::comma_separated,
    template::written_name,
    words::{at_name, choose, expected, name, nearly, parens, string},
};
use crate::{
    report::Ctxt,
    syntax::{Index, Lifetime, Name, SortedTerm},
};

/// Reads what follows the word `index`.
pub(super) fn index(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    (attributes, unique): (Vec<Attribute>, bool),
    incomplete: &mut bool,
) -> syn::Result<Index> {
    let mut index = Index {
        attributes,
        unique,
        name: written_name(cx, input, "the index's name, such as `index name (column)`")?,
        terms: Vec::new(),
        filter: None,
        lifetime: Lifetime::default(),
    };
    let what = "a column or an SQL expression, such as `(name, \"lower(slug)\")`";
    let clause = "clause of an index's column";
    *incomplete |= !terms(cx, input, (what, clause), &mut index.terms)?;
    if let Err(error) = clauses(cx, input, &mut index) {
        cx.push(error);
        *incomplete = true;
        skip_line(input);
    }
    Ok(index)
}

fn clauses(cx: &mut Ctxt, input: ParseStream<'_>, index: &mut Index) -> syn::Result<()> {
    while !at_line_end(input) {
        match choose(
            cx,
            input,
            "clause of an index",
            &["where", "since", "until"],
        )? {
            ("where", written) => {
                let filter = string(cx, input, "an SQL condition, such as `where \"n > 0\"`")?;
                match &index.filter {
                    Some(first) => twice(cx, &written, "where", first),
                    None => index.filter = Some(filter),
                }
            }
            (word, written) => bound(cx, input, (word, &written), &mut index.lifetime)?,
        }
    }
    Ok(())
}

/// Reads `(a, b desc collate nocase)`, and says what was expected there, and of which clauses. Returns
/// whether all of it was read.
pub(super) fn terms(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    (what, clause): (&str, &str),
    terms: &mut Vec<SortedTerm>,
) -> syn::Result<bool> {
    let content = parens(input, what)?;
    if content.is_empty() {
        return Err(expected(&content, what));
    }
    Ok(comma_separated(cx, &content, at_name, |cx, input| {
        let term = name(input, what)?;
        terms.push(order(cx, input, (term, clause))?);
        Ok(())
    }))
}

const ORDER: &[&str] = &["collate", "asc", "desc"];

/// `desc collate nocase`, in whatever order
fn order(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    (term, clause): (Name, &str),
) -> syn::Result<SortedTerm> {
    let mut read = SortedTerm {
        term,
        collate: None,
        descending: false,
    };
    let mut direction = None;
    while nearly(input, ORDER) {
        let (word, written) = choose(cx, input, clause, ORDER)?;
        if word == "collate" {
            let collate = name(input, "a collating sequence, such as `nocase`")?;
            match &read.collate {
                Some(first) => twice(cx, &written, word, first),
                None => read.collate = Some(collate),
            }
            continue;
        }
        if let Some(first) = &direction {
            twice(cx, &written, word, first);
            continue;
        }
        read.descending = word == "desc";
        direction = Some(written);
    }
    Ok(read)
}
