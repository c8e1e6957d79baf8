//! Lifetimes as numbers, with nothing left out.

use schema_core::model;
use syn::LitInt;

use crate::{
    report::Ctxt,
    syntax::{Lifetime, Schema, Table},
};

/// Reports every version number that no file can be stamped with.
///
/// This is done once, because a line of a template or a fragment is resolved many times.
pub(super) fn check_numbers(cx: &mut Ctxt, schema: &Schema) {
    for lifetime in lifetimes(schema) {
        for bound in lifetime.since.iter().chain(&lifetime.until) {
            if number(bound).is_none() {
                too_large(cx, bound);
            }
        }
    }
}

/// Reports a version number that no file can be stamped with.
pub(super) fn too_large(cx: &mut Ctxt, number: &LitInt) {
    cx.error(
        number,
        format_args!(
            "`{number}` is no version number\nnote: SQLite keeps it in 32 bits, up to {}",
            i32::MAX
        ),
    );
}

/// The number, if files can be stamped with it.
pub(super) fn number(written: &LitInt) -> Option<i64> {
    written.base10_parse::<i32>().ok().map(i64::from)
}

/// The versions that have something, within those that have what it stands in.
///
/// Where nothing would be left the lifetime stays as it is written, for the checks to show.
pub(super) fn resolve(written: &Lifetime, outer: model::Lifetime) -> model::Lifetime {
    let bound = |bound: &Option<LitInt>| bound.as_ref().and_then(number);
    let own = model::Lifetime {
        since: bound(&written.since).unwrap_or(outer.since),
        until: bound(&written.until).or(outer.until),
    };
    let clipped = model::Lifetime {
        since: own.since.max(outer.since),
        until: own.until.into_iter().chain(outer.until).min(),
    };
    if clipped.until.is_none_or(|until| clipped.since < until) {
        clipped
    } else {
        own
    }
}

/// Whether some version has both.
pub(super) fn overlap(one: model::Lifetime, other: model::Lifetime) -> bool {
    let ends_after = |until: Option<i64>, since| until.is_none_or(|until| since < until);
    ends_after(one.until, other.since) && ends_after(other.until, one.since)
}

/// Every lifetime that is written somewhere.
pub(crate) fn lifetimes(schema: &Schema) -> impl Iterator<Item = &Lifetime> {
    let elements = schema.lists.iter().flat_map(|it| &it.elements);
    let fragments = schema.fragments.iter().flat_map(|it| &it.columns);
    let tables = schema.tables.iter().flat_map(in_table);
    (schema.application_id.iter().map(|it| &it.lifetime))
        .chain(elements.map(|it| &it.lifetime))
        .chain(fragments.map(|it| &it.lifetime))
        .chain(tables)
        .chain(schema.virtual_tables.iter().map(|it| &it.lifetime))
        .chain(schema.views.iter().map(|it| &it.lifetime))
        .chain(schema.triggers.iter().map(|it| &it.lifetime))
        .chain(schema.seeds.iter().map(|it| &it.lifetime))
}

fn in_table(table: &Table) -> impl Iterator<Item = &Lifetime> {
    std::iter::once(&table.lifetime)
        .chain(table.columns.iter().map(|it| &it.lifetime))
        .chain(table.spreads.iter().map(|it| &it.lifetime))
        .chain(table.options.iter().map(|it| &it.lifetime))
        .chain(table.constraints.iter().map(|it| &it.lifetime))
        .chain(table.indexes.iter().map(|it| &it.lifetime))
}
