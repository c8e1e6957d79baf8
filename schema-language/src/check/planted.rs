//! Seeds at the versions that have them, and the keys that they give.

use proc_macro2::TokenStream;
use quote::quote;
use schema_core::model::{self, Constraint};

use super::scene::{Period, Scene};
use crate::syntax::{self, SeedValue};

/// A seed at a version, in a table that can be trusted.
#[derive(Clone, Copy)]
pub(super) struct Planted<'a> {
    pub(super) declared: usize,
    pub(super) version: i64,
    model: &'a model::Seed,
    pub(super) written: &'a syntax::Seed,
    pub(super) period: Period<'a>,
}

impl<'a> Planted<'a> {
    /// The word and the table.
    pub(super) fn tokens(&self) -> TokenStream {
        let syntax::Seed { keyword, table, .. } = self.written;
        quote!(#keyword #table)
    }

    /// The values, and where each was written.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'a str, &'a str, &'a SeedValue)> {
        let values = self.model.values.iter().zip(&self.written.values);
        values.map(|((column, value), written)| (column.as_ref(), value.as_ref(), written))
    }
}

/// Every seed at every version, newest first.
pub(super) fn planted<'a>(scene: &Scene<'a>) -> impl Iterator<Item = Planted<'a>> {
    let shapes = scene.timeline.shapes().iter().rev();
    let seeds = shapes.flat_map(|shape| shape.seeds.iter().map(|it| (shape.version, it)));
    seeds.filter_map(|(version, seed)| {
        let written = *scene.lowered.seeds.get(seed.declared)?;
        let period = scene.table_named(&seed.item.table, version)?;
        let trusted = scene.trusts_table(period.table.declared);
        (trusted && scene.trusts(&written.lifetime)).then_some(Planted {
            declared: seed.declared,
            version,
            model: &seed.item,
            written,
            period,
        })
    })
}

/// The columns of a key, by their identity, and what a seed gives them.
pub(super) type Key<'a> = Vec<(usize, &'a str)>;

/// The seed's values in each key of its table that it gives whole: what two rows must not share. Columns are
/// told by their identity, because a rename leaves the row in its place.
pub(super) fn keys<'a>(seed: &Planted<'a>) -> Vec<Key<'a>> {
    let part = |name: &str| {
        let line = seed.period.table.column(name)?;
        let mut values = seed.values();
        let (_, value, _) = values.find(|(it, ..)| it.eq_ignore_ascii_case(name))?;
        let is_known = !value.eq_ignore_ascii_case("NULL") && !value.starts_with('(');
        is_known.then_some((line.identity, value))
    };
    let constraints = seed.period.table.constraints.iter();
    let keys = constraints.filter_map(|it| match &it.item {
        Constraint::PrimaryKey(key) => Some(&key.columns),
        Constraint::Unique(unique) => Some(&unique.columns),
        _ => None,
    });
    keys.filter_map(|columns| columns.iter().map(|it| part(it)).collect())
        .collect()
}
