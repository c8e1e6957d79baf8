//! A schema as it was when an older version was the newest.

use schema_core::{
    model::{List, Lived, Schema, Table},
    shape::{Shape, Traced},
};

/// `schema` without what came after `version`, by the names of that time.
pub(crate) fn cut(schema: &Schema, version: i64) -> Schema {
    let shape = schema.shape(version);
    let mut cut = schema.clone();
    cut.versions.to_mut().retain(|it| it.number <= version);
    let tables = schema.tables.iter().enumerate();
    let tables = tables.filter(|(_, it)| it.lifetime.since <= version);
    cut.tables = tables
        .map(|(at, it)| cut_table(it, at, &shape, version))
        .collect();
    parts(&mut cut.views, &shape.views, version);
    parts(&mut cut.triggers, &shape.triggers, version);
    cut
}

fn cut_table(table: &Table, declared: usize, shape: &Shape, version: i64) -> Table {
    let mut cut = table.clone();
    let standing = shape.declared_table(declared);
    if let Some(standing) = standing {
        cut.name = standing.name.clone().into();
        let columns: Vec<_> = standing
            .columns
            .iter()
            .map(|it| Traced {
                declared: it.declared,
                item: it.item.clone(),
            })
            .collect();
        parts(&mut cut.columns, &columns, version);
        parts(&mut cut.constraints, &standing.constraints, version);
        parts(&mut cut.indexes, &standing.indexes, version);
    }
    if cut.lifetime.until.is_some_and(|until| until > version) {
        cut.lifetime.until = None;
    }
    parts(&mut cut.options, &[], version);
    cut
}

fn parts<T: Clone>(parts: &mut List<Lived<T>>, standing: &[Traced<T>], version: i64) {
    let mut cut = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let mut part = part.clone();
        if part.lifetime.since > version {
            continue;
        }
        if part.lifetime.until.is_some_and(|until| until > version) {
            part.lifetime.until = None;
        }
        if let Some(standing) = standing.iter().find(|it| it.declared == at) {
            part.item = standing.item.clone();
        }
        cut.push(part);
    }
    *parts = cut.into();
}
