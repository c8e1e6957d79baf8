//! What a version touched, created anew: some file begins with it.

use std::sync::Arc;

use schema_core::{
    model::Index,
    plan,
    shape::{Shape, Table, Timeline, Traced},
};

use super::{bench::Bench, touched::is_touched};
use crate::engine::error::Rehearsed;

/// An empty database in which versions are created, each of them taken back.
#[derive(Debug)]
pub(super) struct Fresh<'schema> {
    bench: Bench<'schema>,
}

impl<'schema> Fresh<'schema> {
    pub(super) fn new(bench: Bench<'schema>) -> Self {
        Self { bench }
    }

    /// Creates what the version at this place of the timeline has touched; all of the newest.
    pub(super) fn create(&self, timeline: &Timeline, at: usize) -> Rehearsed<()> {
        let shapes = timeline.shapes();
        let Some(shape) = shapes.get(at).filter(|_| at > 0) else {
            return Ok(());
        };
        let is_newest = at + 1 == shapes.len();
        let before = at.checked_sub(1).and_then(|at| shapes.get(at));
        let created = match before.filter(|_| !is_newest) {
            Some(before) => touched(before, shape),
            None => shape.clone(),
        };
        if created.relation_names().next().is_none() {
            return Ok(());
        }
        let stages = [plan::creation(&created)];
        self.bench.take_back(&stages, &created, |_| Ok(()))
    }
}

/// The tables of a shape that are not the same in the one before.
fn touched(before: &Shape, shape: &Shape) -> Shape {
    let tables = shape.tables.iter().filter(|it| is_touched(before, it));
    let tables = tables.map(|it| match before.declared_table(it.declared) {
        Some(old) => without_indexes_of(old, it),
        None => Arc::clone(it),
    });
    Shape {
        version: shape.version,
        tables: tables.collect(),
        ..Shape::default()
    }
}

/// A table without the indexes that were created anew with an earlier version, word for word. The newest
/// version has them all.
fn without_indexes_of(old: &Table, new: &Arc<Table>) -> Arc<Table> {
    let is_old = |it: &Traced<Index>| old.indexes.contains(it);
    if !new.indexes.iter().any(is_old) {
        return Arc::clone(new);
    }
    let mut table = Table::clone(new);
    table.indexes.retain(|it| !is_old(it));
    Arc::new(table)
}
