//! Lifetimes: within the history, within their table, and never empty.

use quote::quote;
use schema_core::model;
use syn::LitInt;

use super::nodes::Nodes;
use crate::{
    lower::Lowered,
    report::Ctxt,
    syntax::{Lifetime, Table},
};

/// A lifetime as written, and what it is of.
struct Dated<'a> {
    lifetime: &'a Lifetime,
    what: &'static str,
    /// The table in which it stands; for an element of a list, a table for which it is written out.
    table: Option<&'a Table>,
    /// Whether it has to fit into its table's.
    within: bool,
}

/// What the history allows for.
#[derive(Clone, Copy)]
struct Bounds {
    first: i64,
    newest: i64,
}

fn bounds(lowered: &Lowered<'_>) -> Bounds {
    Bounds {
        first: lowered.model.first_version(),
        newest: lowered.model.newest_version(),
    }
}

/// Every lifetime that is written somewhere.
fn dated<'a>(lowered: &Lowered<'a>) -> Vec<Dated<'a>> {
    let syntax = lowered.syntax;
    let marks = syntax.application_id.iter().map(|it| &it.lifetime);
    let mut all: Vec<Dated<'a>> = marks.map(|it| dated_at(it, "mark", None)).collect();
    for list in &syntax.lists {
        let of_list = |it: &&Table| it.template.as_ref().is_some_and(|(_, it)| *it == list.name);
        let table = syntax.tables.iter().find(of_list);
        let elements = list.elements.iter().map(|it| &it.lifetime);
        all.extend(elements.map(|lifetime| dated_at(lifetime, "element", table)));
    }
    for table in &syntax.tables {
        all.push(dated_at(&table.lifetime, "table", Some(table)));
        let columns = table.columns.iter().map(|it| (&it.lifetime, "column"));
        let spreads = table.spreads.iter().map(|it| (&it.lifetime, "fragment"));
        let options = table.options.iter().map(|it| (&it.lifetime, "option"));
        let constraints = table.constraints.iter();
        let constraints = constraints.map(|it| (&it.lifetime, "constraint"));
        let indexes = table.indexes.iter().map(|it| (&it.lifetime, "index"));
        let lines = columns.chain(spreads).chain(options).chain(constraints);
        all.extend(lines.chain(indexes).map(|(lifetime, what)| Dated {
            within: true,
            ..dated_at(lifetime, what, Some(table))
        }));
    }
    let virtual_tables = syntax.virtual_tables.iter();
    let virtual_tables = virtual_tables.map(|it| (&it.lifetime, "virtual table"));
    let views = syntax.views.iter().map(|it| (&it.lifetime, "view"));
    let triggers = syntax.triggers.iter().map(|it| (&it.lifetime, "trigger"));
    let seeds = syntax.seeds.iter().map(|it| (&it.lifetime, "seed"));
    let others = virtual_tables.chain(views).chain(triggers).chain(seeds);
    all.extend(others.map(|(lifetime, what)| dated_at(lifetime, what, None)));
    all
}

fn dated_at<'a>(lifetime: &'a Lifetime, what: &'static str, table: Option<&'a Table>) -> Dated<'a> {
    Dated {
        lifetime,
        what,
        table,
        within: false,
    }
}

impl Dated<'_> {
    /// Marks the lifetime, so that it is reported once, and the table that it confuses.
    fn doubt(&self, doubts: &mut Nodes) {
        doubts.insert(self.lifetime);
        if let Some(table) = self.table {
            doubts.insert(table);
        }
    }
}

/// The number. One that is too large for a file was reported.
fn version(number: Option<&LitInt>) -> Option<i64> {
    number
        .and_then(|it| it.base10_parse::<i32>().ok())
        .map(i64::from)
}

/// All versions.
pub(super) fn always(lowered: &Lowered<'_>) -> model::Lifetime {
    model::Lifetime {
        since: lowered.model.first_version(),
        until: None,
    }
}

/// A lifetime as it is written, with nothing left out.
pub(super) fn written(lowered: &Lowered<'_>, lifetime: &Lifetime) -> model::Lifetime {
    let always = always(lowered);
    model::Lifetime {
        since: version(lifetime.since.as_ref()).unwrap_or(always.since),
        until: version(lifetime.until.as_ref()),
    }
}

// A lifetime names versions of the history:
//
//     history { version 1; }
//     table book { title: String, pages: i64 = 0 since 2 }
pub(super) fn check_lifetime_in_history(cx: &mut Ctxt, lowered: &Lowered<'_>, doubts: &mut Nodes) {
    let Bounds { first, newest } = bounds(lowered);
    for it in dated(lowered) {
        let Lifetime { since, until } = it.lifetime;
        for (word, number) in [("since", since), ("until", until)] {
            let (Some(literal), Some(number)) = (number, version(number.as_ref())) else {
                continue;
            };
            let early = word == "since" && number < first;
            if !early && number <= newest {
                continue;
            }
            it.doubt(doubts);
            // The version may be what could not be read.
            if lowered.incomplete {
                continue;
            }
            let message = if early {
                format!("the history begins with version {first}\nhelp: remove `since {number}`")
            } else if number == newest + 1 {
                format!(
                    "there is no version {number} yet\n\
                     help: add `version {number};` to the history, with a sentence above it"
                )
            } else {
                format!(
                    "there is no version {}, the newest is {newest}\n\
                     help: write a version from {first} to {newest}, or add one to the history",
                    literal.base10_digits()
                )
            };
            cx.error(literal, message);
        }
    }
}

// At least one version has whatever is declared:
//
//     pages: i64 since 3 until 3,
pub(super) fn check_lifetime_empty(cx: &mut Ctxt, lowered: &Lowered<'_>, doubts: &mut Nodes) {
    let Bounds { first, .. } = bounds(lowered);
    for it in dated(lowered) {
        let Lifetime { since, until } = it.lifetime;
        let Some(end) = version(until.as_ref()).filter(|_| !doubts.contains(it.lifetime)) else {
            continue;
        };
        let begin = version(since.as_ref()).unwrap_or(first);
        if begin < end {
            continue;
        }
        it.doubt(doubts);
        let what = it.what;
        let message = match since {
            Some(_) => format!(
                "no version has this {what}: it goes with version {end} and comes with version {begin}\n\
                 help: write `since` a version before `until`, or remove the {what}"
            ),
            None => format!(
                "no version has this {what}: the history begins with version {first}\n\
                 help: write a later version, or remove the {what}"
            ),
        };
        match since {
            Some(since) => cx.error(quote!(#since #until), message),
            None => cx.error(until, message),
        };
    }
}

// Nothing in a table is older than the table, or outlives it:
//
//     table book since 3 { title: String, pages: i64 since 2 }
pub(super) fn check_lifetime_in_table(cx: &mut Ctxt, lowered: &Lowered<'_>, doubts: &mut Nodes) {
    for it in dated(lowered) {
        let Some(table) = it.table.filter(|_| it.within) else {
            continue;
        };
        if doubts.contains(it.lifetime) || doubts.contains(&table.lifetime) {
            continue;
        }
        if let Some((literal, message, bound)) = misfit(&it, &table.lifetime) {
            it.doubt(doubts);
            let begins = table
                .lifetime
                .since
                .as_ref()
                .is_some_and(|it| std::ptr::eq(it, bound));
            let verb = if begins { "comes" } else { "goes" };
            let note = format!("the table {verb} with version {bound}");
            cx.error_with(literal, message, bound, note);
        }
    }
}

/// What is wrong with a lifetime within a table's, and the bound that it disregards.
fn misfit<'a>(it: &Dated<'a>, table: &'a Lifetime) -> Option<(&'a LitInt, String, &'a LitInt)> {
    let what = it.what;
    let begin = table.since.as_ref().zip(version(table.since.as_ref()));
    let end = table.until.as_ref().zip(version(table.until.as_ref()));
    if let (Some(literal), Some(since)) = (&it.lifetime.since, version(it.lifetime.since.as_ref()))
    {
        if let Some((bound, _)) = begin.filter(|(_, begin)| since < *begin) {
            let message =
                format!("this {what} is older than its table\nhelp: remove `since {since}`");
            return Some((literal, message, bound));
        }
        if let Some((bound, _)) = end.filter(|(_, end)| since >= *end) {
            let message =
                format!("this {what} comes when its table is gone\nhelp: remove the {what}");
            return Some((literal, message, bound));
        }
    }
    let literal = it.lifetime.until.as_ref()?;
    let until = version(it.lifetime.until.as_ref())?;
    if let Some((bound, _)) = end.filter(|(_, end)| until > *end) {
        let message = format!("this {what} outlives its table\nhelp: remove `until {until}`");
        return Some((literal, message, bound));
    }
    let (bound, _) = begin.filter(|(_, begin)| until <= *begin)?;
    let message = format!("this {what} goes before its table comes\nhelp: remove the {what}");
    Some((literal, message, bound))
}
