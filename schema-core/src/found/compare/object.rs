//! Objects that are no part of a table.

use std::mem;

use crate::{
    ddl::{CreateTrigger, CreateView, CreateVirtualTable, Head},
    model::{Trigger, View, VirtualTable},
    sql::{SameWord, same},
};

use super::{Difference, Kind, difference, extra};

/// An object that is no part of a table.
pub(super) trait Object {
    fn name(&self) -> &str;
    fn text(&self) -> String;

    /// Of a trigger: what it is beside names and SQL.
    fn trigger(&self) -> Option<&Trigger> {
        None
    }
}

impl Object for View {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> String {
        CreateView {
            view: self,
            head: Head::IfNotExists,
        }
        .to_string()
    }
}

impl Object for Trigger {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> String {
        CreateTrigger {
            trigger: self,
            head: Head::IfNotExists,
        }
        .to_string()
    }

    fn trigger(&self) -> Option<&Trigger> {
        Some(self)
    }
}

/// Whether what two triggers are beside names and SQL is the same, whatever the writer forgets.
fn agree(one: &Trigger, other: &Trigger) -> bool {
    one.timing == other.timing
        && mem::discriminant(&one.event) == mem::discriminant(&other.event)
        && one.when.is_some() == other.when.is_some()
}

impl Object for VirtualTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> String {
        CreateVirtualTable {
            table: self,
            head: Head::IfNotExists,
        }
        .to_string()
    }
}

/// Compares the declared objects of one kind with those of a file.
pub(super) fn compare(
    kind: Kind,
    declared: &mut dyn Iterator<Item = &dyn Object>,
    found: &[&dyn Object],
    all: &mut Vec<Difference>,
) {
    let mut known = Vec::new();
    for object in declared {
        let mut standing = found.iter();
        let standing = standing.find(|it| it.name().is_same_word(object.name()));
        known.extend(standing.map(|it| it.name()));
        let text = object.text();
        let is_same = |it: &dyn Object| {
            let agrees = match (object.trigger(), it.trigger()) {
                (Some(one), Some(other)) => agree(one, other),
                _ => true,
            };
            agrees && same(text.trim_end_matches(';'), &it.text())
        };
        if !standing.is_some_and(|it| is_same(*it)) {
            let standing = standing.map(|it| it.text());
            all.push(difference(kind, object.name(), None, Some(text), standing));
        }
    }
    let undeclared = found.iter().filter(|it| !known.contains(&it.name()));
    all.extend(undeclared.map(|it| extra(kind, it.name())));
}

/// Objects of whatever kind.
pub(super) fn objects<T: Object>(of: &[T]) -> Vec<&dyn Object> {
    of.iter().map(|it| it as &dyn Object).collect()
}
