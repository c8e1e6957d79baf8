//! Which version a file has, by its shape.

use std::sync::Arc;

use crate::{
    model::{Constraint, Index, Schema, Trigger, View, VirtualTable},
    shape::{Shape, Table, Timeline, Traced, insert},
    sql::{NameSet, SameWord},
};

use super::{Difference, Found, FoundTable, Kind, compare};

/// The newest version, not older than `oldest`, whose objects all stand as declared; of several
/// versions with one shape the oldest.
#[must_use]
pub fn recognise(timeline: &Timeline, found: &Found, oldest: i64) -> Option<i64> {
    let known = known_names(timeline);
    let fits = |shape: &&Shape| shape.version >= oldest && fits(shape, found, &known);
    let newest = timeline.shapes().iter().rev().find(fits)?;
    let older = timeline
        .shapes()
        .iter()
        .rev()
        .skip_while(|it| it.version >= newest.version);
    let alike = older.take_while(|it| it.version >= oldest && is_alike(it, newest));
    Some(alike.last().unwrap_or(newest).version)
}

/// The newest version, not older than `oldest`, whose objects all stand as declared beside some
/// that came later and stand as declared too.
#[must_use]
pub fn recognise_ahead(
    schema: &Schema,
    timeline: &Timeline,
    found: &Found,
    oldest: i64,
) -> Option<i64> {
    let known = known_names(timeline);
    let versions = timeline.shapes().iter().rev().map(|it| it.version);
    versions.take_while(|it| *it >= oldest).find(|version| {
        let candidate = with_standing(schema, timeline, *version, found);
        compare(&candidate, found)
            .iter()
            .all(|it| is_foreign(it, &known))
    })
}

/// Whether a file has what `version` declares and nothing that only another version does.
#[must_use]
pub fn stands_as(timeline: &Timeline, found: &Found, version: i64) -> bool {
    let shape = timeline.at(version);
    shape.is_some_and(|shape| fits(shape, found, &known_names(timeline)))
}

pub(super) fn fits(shape: &Shape, found: &Found, known: &NameSet) -> bool {
    let differences = compare(shape, found);
    differences.iter().all(|it| is_foreign(it, known))
}

/// Whether a difference is an object that no version knows.
pub(super) fn is_foreign(difference: &Difference, known: &NameSet) -> bool {
    let name = match (difference.kind, &difference.part) {
        (Kind::Column, Some(column)) => column_key(&difference.object, column),
        _ => difference.name().to_owned(),
    };
    difference.is_extra() && !known.contains(&name)
}

/// A column's name beside those of objects, none of which can have a NUL in it.
fn column_key(table: &str, column: &str) -> String {
    format!("{table}\0{column}")
}

/// The names of everything that any version has, columns with their table's.
pub(super) fn known_names(timeline: &Timeline) -> NameSet {
    let mut known: Vec<String> = Vec::new();
    for shape in timeline.shapes() {
        for name in shape.relation_names() {
            known.push(name.to_owned());
        }
        for trigger in shape.triggers.iter() {
            known.push(trigger.item.name.to_string());
        }
        for table in &shape.tables {
            for index in &table.indexes {
                known.push(index.item.name.to_string());
            }
            for column in &table.columns {
                known.push(column_key(&table.name, &column.item.name));
            }
        }
    }
    known.into()
}

/// Whether a file can't tell the shapes apart.
fn is_alike(one: &Shape, other: &Shape) -> bool {
    compare(one, &Found::of(other)).is_empty()
}

/// The shape of `version` together with what the file already has of later versions.
#[must_use]
pub fn with_standing(schema: &Schema, timeline: &Timeline, version: i64, found: &Found) -> Shape {
    let mut shape = timeline.at(version).cloned().unwrap_or_default();
    for later in timeline.shapes().iter().filter(|it| it.version > version) {
        for table in &later.tables {
            let Some(model) = schema.tables.get(table.declared) else {
                continue;
            };
            if model.lifetimes().any(|it| it.since == later.version) {
                add_standing_table(&mut shape, table, later.version, model, found);
            }
        }
        let is = |one: &str, other: &str| one.is_same_word(other);
        add(
            Arc::make_mut(&mut shape.views),
            &later.views,
            view_name,
            |name| found.views.iter().any(|it| is(&it.name, name)),
        );
        add(
            Arc::make_mut(&mut shape.triggers),
            &later.triggers,
            trigger_name,
            |name| found.triggers.iter().any(|it| is(&it.name, name)),
        );
        let virtual_tables = &later.virtual_tables;
        add(
            Arc::make_mut(&mut shape.virtual_tables),
            virtual_tables,
            virtual_table_name,
            |name| found.virtual_tables.iter().any(|it| is(&it.name, name)),
        );
    }
    shape
}

fn view_name(view: &View) -> &str {
    &view.name
}

fn trigger_name(trigger: &Trigger) -> &str {
    &trigger.name
}

fn virtual_table_name(table: &VirtualTable) -> &str {
    &table.name
}

fn index_name(index: &Index) -> &str {
    &index.name
}

/// Adds the later parts that stand, unless the name is that of a part which the version has itself.
fn add<T: Clone>(
    own: &mut Vec<Traced<T>>,
    later: &[Traced<T>],
    name: fn(&T) -> &str,
    stands: impl Fn(&str) -> bool,
) {
    for part in later.iter().filter(|it| stands(name(&it.item))) {
        let is_same = |it: &Traced<T>| name(&it.item).is_same_word(name(&part.item));
        if !own.iter().any(is_same) {
            insert(own, part);
        }
    }
}

fn add_standing_table(
    shape: &mut Shape,
    table: &Arc<Table>,
    since: i64,
    model: &crate::model::Table,
    found: &Found,
) {
    let is_taken = shape.table(&table.name).is_some();
    let stands = !is_taken && found.table(&table.name).is_some();
    match shape
        .tables
        .binary_search_by_key(&table.declared, |it| it.declared)
    {
        Err(at) if model.lifetime.since == since && stands => {
            shape.tables.insert(at, Arc::clone(table));
        }
        Ok(at) => {
            let Some(own) = shape.tables.get_mut(at) else {
                return;
            };
            let Some(standing) = found.table(&own.name) else {
                return;
            };
            add_standing_parts(Arc::make_mut(own), table, since, model, standing);
        }
        Err(_) => {}
    }
}

fn add_standing_parts(
    own: &mut Table,
    later: &Table,
    since: i64,
    model: &crate::model::Table,
    standing: &FoundTable,
) {
    for line in &later.columns {
        let came = model
            .columns
            .get(line.declared)
            .is_some_and(|it| it.lifetime.since == since);
        let is_new = came && own.column_by_identity(line.identity).is_none();
        let is_taken = own.column(&line.item.name).is_some();
        if is_new && !is_taken && standing.table.column(&line.item.name).is_some() {
            let at = own
                .columns
                .partition_point(|it| it.declared < line.declared);
            own.columns.insert(at, line.clone());
        }
    }
    let stands = |name: &str| {
        let mut indexes = standing.table.indexes.iter();
        indexes.any(|it| it.item.name.is_same_word(name))
    };
    let came = |declared: usize| {
        model
            .indexes
            .get(declared)
            .is_some_and(|it| it.lifetime.since == since)
    };
    let new: Vec<_> = later
        .indexes
        .iter()
        .filter(|it| came(it.declared))
        .cloned()
        .collect();
    add(&mut own.indexes, &new, index_name, stands);
    // Columns that stand early, not those that an older version has too.
    let is_early = |declared: usize| {
        let line = model.columns.get(declared);
        line.is_some_and(|it| it.lifetime.since == since)
    };
    let columns: Vec<String> = own
        .columns
        .iter()
        .filter(|it| is_early(it.declared))
        .map(|it| it.item.name.to_string())
        .collect();
    let came = |declared: usize| {
        model
            .constraints
            .get(declared)
            .is_some_and(|it| it.lifetime.since == since)
    };
    // A constraint that came with a column stands if the column does; comparing tells whether it is as declared.
    let with_column = |it: &Constraint| {
        let owner = crate::shape::owner(it);
        owner.is_some_and(|owner| columns.iter().any(|it| it.is_same_word(owner)))
    };
    for part in later.constraints.iter().filter(|it| came(it.declared)) {
        if with_column(&part.item) {
            insert(&mut own.constraints, part);
        }
    }
}

/// `shape` without the tables, columns, indexes, views and triggers that the file lacks.
#[must_use]
pub fn missing_from(shape: &Shape, differences: &[Difference]) -> Shape {
    let mut standing = shape.clone();
    for difference in differences.iter().filter(|it| it.is_missing()) {
        let name = difference.name();
        let is = |other: &str| other.is_same_word(name);
        let owner = |table: &&mut Arc<Table>| table.name.is_same_word(&difference.object);
        let table = standing.tables.iter_mut().find(owner).map(Arc::make_mut);
        match (difference.kind, table) {
            (Kind::Column, Some(table)) => {
                table.columns.retain(|it| !is(&it.item.name));
                table
                    .constraints
                    .retain(|it| crate::shape::owner(&it.item).is_none_or(|it| !is(it)));
            }
            (Kind::Index, Some(table)) => table.indexes.retain(|it| !is(&it.item.name)),
            (Kind::Table, _) => standing.tables.retain(|it| !is(&it.name)),
            (Kind::View, _) => Arc::make_mut(&mut standing.views).retain(|it| !is(&it.item.name)),
            (Kind::Trigger, _) => {
                Arc::make_mut(&mut standing.triggers).retain(|it| !is(&it.item.name));
            }
            (Kind::VirtualTable, _) => {
                Arc::make_mut(&mut standing.virtual_tables).retain(|it| !is(&it.item.name));
            }
            (Kind::Column | Kind::Index | Kind::Constraint | Kind::Unreadable, _) => {}
        }
    }
    standing
}
