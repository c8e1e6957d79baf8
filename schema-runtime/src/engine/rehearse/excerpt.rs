//! A schema with some of its tables, and with the versions that do something to them.
//!
//! What is left out keeps its index, so that whoever looks for what is to blame finds it: it is there
//! as something that no version has.

use std::collections::BTreeSet;

use schema_core::model::{
    Action, Constraint, Foreseen, Legacy, Lifetime, List, Lived, Schema, Seed, Table, Text, Version,
};

use super::parts::Parts;

/// No version has it.
const NEVER: Lifetime = Lifetime {
    since: i64::MAX,
    until: None,
};

/// The schema with these tables, those that they refer to, and what else goes with them.
pub(super) fn excerpt(schema: &Schema, parts: &Parts, own: &BTreeSet<usize>) -> Schema {
    let parents = own.iter().flat_map(|it| parts.parents(*it));
    let parents = parents.map(|(_, parent)| parent);
    let wanted: BTreeSet<usize> = own.iter().copied().chain(parents).collect();
    let is_core = parts.is_core(own);
    let is_wanted = |name: &Text| parts.named(name).any(|it| wanted.contains(&it));
    let tables = schema.tables.iter().enumerate().map(|(at, table)| {
        if !wanted.contains(&at) {
            return nothing();
        }
        let lost = parts.parents(at).filter(|(_, it)| !wanted.contains(it));
        without(table, lost.map(|(constraint, _)| constraint))
    });
    let seeds = schema.seeds.iter();
    let mut excerpt = Schema {
        name: schema.name.clone(),
        file: schema.file.clone(),
        application_id: schema.application_id.clone(),
        journal: schema.journal.clone(),
        legacy: Legacy::default(),
        versions: List::default(),
        tables: tables.collect(),
        virtual_tables: shown(&schema.virtual_tables, is_core),
        views: shown(&schema.views, is_core),
        triggers: shown(&schema.triggers, is_core),
        seeds: seeds.map(|it| seed(it, is_wanted)).collect(),
        externs: schema.externs.clone(),
        rehearsed_on: schema.rehearsed_on,
        foreseen: Foreseen::default(),
        release: schema.release.clone(),
    };
    excerpt.versions = versions(schema, &excerpt, |action| match action {
        Action::RenameTable { to: name, .. } | Action::RenameColumn { table: name, .. } => {
            is_wanted(name)
        }
        Action::Sql(_) | Action::Run(_) => is_core,
    });
    excerpt
}

fn nothing() -> Table {
    Table {
        lifetime: NEVER,
        ..Table::default()
    }
}

/// A table that does not refer to tables which are left out.
fn without(table: &Table, constraints: impl Iterator<Item = usize>) -> Table {
    let mut table = table.clone();
    for at in constraints {
        let constraint: Option<&mut Lived<Constraint>> = table.constraints.to_mut().get_mut(at);
        if let Some(constraint) = constraint {
            constraint.lifetime = NEVER;
        }
    }
    table
}

fn shown<T: Clone>(objects: &List<Lived<T>>, is_shown: bool) -> List<Lived<T>> {
    let mut objects = objects.clone();
    if !is_shown {
        let hidden = objects.to_mut().iter_mut();
        hidden.for_each(|it| it.lifetime = NEVER);
    }
    objects
}

fn seed(seed: &Lived<Seed>, is_wanted: impl Fn(&Text) -> bool) -> Lived<Seed> {
    let mut seed = seed.clone();
    if !is_wanted(&seed.item.table) {
        seed.lifetime = NEVER;
    }
    seed
}

/// The ends of the history, and the versions in between in which something happens.
fn versions(
    schema: &Schema,
    excerpt: &Schema,
    is_wanted: impl Fn(&Action) -> bool,
) -> List<Version> {
    let mut eventful: BTreeSet<i64> = BTreeSet::new();
    eventful.extend([schema.first_version(), schema.newest_version()]);
    eventful.extend(excerpt.tables_by_version().into_iter().map(|(it, _)| it));
    let seeds = excerpt.seeds.iter().map(|it| it.lifetime);
    let views = excerpt.views.iter().map(|it| it.lifetime);
    let triggers = excerpt.triggers.iter().map(|it| it.lifetime);
    let virtual_tables = excerpt.virtual_tables.iter().map(|it| it.lifetime);
    let objects = seeds.chain(views).chain(triggers).chain(virtual_tables);
    eventful.extend(objects.flat_map(Lifetime::ends));
    let versions = schema.versions.iter().map(|version| {
        let actions = version.actions.iter().filter(|it| is_wanted(it)).cloned();
        Version {
            actions: actions.collect(),
            ..version.clone()
        }
    });
    versions
        .filter(|it| eventful.contains(&it.number) || !it.actions.is_empty())
        .collect()
}
