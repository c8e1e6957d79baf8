//! What a file already has of versions to come.

use std::sync::Arc;

use crate::model::Schema;

use super::{ColumnLine, Shape, Table, Traced};

impl Shape {
    /// This shape together with what `standing` has and only later versions declare.
    #[must_use]
    pub fn with_early(mut self, schema: &Schema, standing: &Shape) -> Self {
        let version = self.version;
        for table in &standing.tables {
            let Some(model) = schema.tables.get(table.declared) else {
                continue;
            };
            match self
                .tables
                .binary_search_by_key(&table.declared, |it| it.declared)
            {
                Err(at) if model.lifetime.since > version => {
                    self.tables.insert(at, Arc::clone(table));
                }
                Ok(at) => {
                    if let Some(own) = self
                        .tables
                        .get_mut(at)
                        .filter(|own| !Arc::ptr_eq(own, table))
                    {
                        add_early(Arc::make_mut(own), table, model, version);
                    }
                }
                Err(_) => {}
            }
        }
        let later = |lifetime: crate::model::Lifetime| lifetime.since > version;
        add(Arc::make_mut(&mut self.views), &standing.views, |it| {
            schema.views.get(it).is_some_and(|it| later(it.lifetime))
        });
        add(
            Arc::make_mut(&mut self.triggers),
            &standing.triggers,
            |it| schema.triggers.get(it).is_some_and(|it| later(it.lifetime)),
        );
        add(
            Arc::make_mut(&mut self.virtual_tables),
            &standing.virtual_tables,
            |it| {
                schema
                    .virtual_tables
                    .get(it)
                    .is_some_and(|it| later(it.lifetime))
            },
        );
        self
    }
}

fn add_early(own: &mut Table, standing: &Table, model: &crate::model::Table, version: i64) {
    let later = |line: &&ColumnLine| {
        model
            .columns
            .get(line.declared)
            .is_some_and(|it| it.lifetime.since > version)
    };
    for line in standing.columns.iter().filter(later) {
        if own.column_by_identity(line.identity).is_none() {
            let at = own
                .columns
                .partition_point(|it| it.declared < line.declared);
            own.columns.insert(at, line.clone());
        }
    }
    add(&mut own.constraints, &standing.constraints, |it| {
        model
            .constraints
            .get(it)
            .is_some_and(|it| it.lifetime.since > version)
    });
    add(&mut own.indexes, &standing.indexes, |it| {
        model
            .indexes
            .get(it)
            .is_some_and(|it| it.lifetime.since > version)
    });
}

fn add<T: Clone>(own: &mut Vec<Traced<T>>, standing: &[Traced<T>], later: impl Fn(usize) -> bool) {
    for part in standing.iter().filter(|it| later(it.declared)) {
        insert(own, part);
    }
}

/// Puts a part where its declaration stands among the others, unless it is there.
pub(crate) fn insert<T: Clone>(own: &mut Vec<Traced<T>>, part: &Traced<T>) {
    if let Err(at) = own.binary_search_by_key(&part.declared, |it| it.declared) {
        own.insert(at, part.clone());
    }
}
