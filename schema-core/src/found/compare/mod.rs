//! What differs between a declared shape and a file. Order of columns and formatting do not count.

mod column;
mod constraint;
mod index;
mod object;

pub(super) use self::column::needs_value;

use crate::{
    model::Text,
    shape::{Shape, Table},
    sql::{SameWord, same},
};

use self::object::{Object, objects};
use super::{Difference, Found, FoundTable, Kind};

/// Everything in which `found` differs from `declared`.
#[must_use]
pub fn compare(declared: &Shape, found: &Found) -> Vec<Difference> {
    compare_unless(declared, found, &|_, _| false)
}

/// What [`compare`] finds in objects other than those that are known to be as declared.
#[must_use]
pub fn compare_unless(
    declared: &Shape,
    found: &Found,
    is_same: &dyn Fn(Kind, &str) -> bool,
) -> Vec<Difference> {
    let mut all = Vec::new();
    let tables = declared.tables.iter();
    for table in tables.filter(|it| !is_same(Kind::Table, &it.name)) {
        match found.table(&table.name) {
            Some(standing) => compare_table(declared, table, standing, &mut all),
            None if found.is_unreadable(&table.name) => {
                all.push(missing(Kind::Unreadable, &table.name));
            }
            None => all.push(missing(Kind::Table, &table.name)),
        }
    }
    let undeclared = found
        .tables
        .iter()
        .filter(|it| declared.table(&it.table.name).is_none());
    all.extend(undeclared.map(|it| extra(Kind::Table, &it.table.name)));
    let virtual_tables = declared.virtual_tables.iter().map(|it| &it.item);
    let virtual_tables = virtual_tables.filter(|it| !is_same(Kind::VirtualTable, &it.name));
    let mut virtual_tables = virtual_tables.map(|it| it as &dyn Object);
    let found_ones = objects(&found.virtual_tables);
    object::compare(
        Kind::VirtualTable,
        &mut virtual_tables,
        &found_ones,
        &mut all,
    );
    let views = declared.views.iter().map(|it| &it.item);
    let views = views.filter(|it| !is_same(Kind::View, &it.name));
    let mut views = views.map(|it| it as &dyn Object);
    object::compare(Kind::View, &mut views, &objects(&found.views), &mut all);
    let triggers = declared.triggers.iter().map(|it| &it.item);
    let triggers = triggers.filter(|it| !is_same(Kind::Trigger, &it.name));
    let mut triggers = triggers.map(|it| it as &dyn Object);
    object::compare(
        Kind::Trigger,
        &mut triggers,
        &objects(&found.triggers),
        &mut all,
    );
    all.extend(
        found
            .unreadable
            .iter()
            .filter(|name| declared.table(name).is_none())
            .map(|name| extra(Kind::Unreadable, name)),
    );
    all
}

/// Everything in which one table differs.
pub fn compare_table(
    shape: &Shape,
    declared: &Table,
    found: &FoundTable,
    all: &mut Vec<Difference>,
) {
    let first = all.len();
    column::compare(declared, &found.table, all);
    constraint::compare(shape, declared, found, all);
    if declared.strict || found.table.strict {
        let differences = all.iter_mut().skip(first);
        differences.for_each(|it| it.blocks = !it.is_extra());
    }
    index::compare(declared, &found.table, all);
}

fn difference(
    kind: Kind,
    object: &str,
    part: Option<&str>,
    declared: Option<String>,
    found: Option<String>,
) -> Difference {
    let (object, part) = (object.to_owned(), part.map(str::to_owned));
    Difference {
        kind,
        object,
        part,
        declared,
        found,
        blocks: false,
    }
}

/// A table that the file lacks, or that can't be read.
fn missing(kind: Kind, name: &str) -> Difference {
    Difference {
        blocks: true,
        ..difference(kind, name, None, Some(name.to_owned()), None)
    }
}

fn extra(kind: Kind, name: &str) -> Difference {
    difference(kind, name, None, None, Some(name.to_owned()))
}

fn same_option(one: Option<&Text>, other: Option<&Text>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (one, other) => one.or(other).is_none_or(|it| it.is_same_word("null")),
    }
}

fn collation(collate: Option<&Text>) -> String {
    let name = collate.map_or_else(String::new, |it| it.to_ascii_lowercase());
    if name == "binary" {
        String::new()
    } else {
        name
    }
}
