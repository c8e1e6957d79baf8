//! Objects that are no part of a table.

use std::mem;

use crate::{
    ddl::{CreateTrigger, CreateView, CreateVirtualTable, Head},
    model::{Trigger, View, VirtualTable},
    sql::same,
};

use super::{Difference, Kind, difference, extra};

/// An object that is no part of a table.
pub(super) trait Object {
    fn name(&self) -> &str;
    fn text(&self) -> String;

    /// Whether what the text says beside names and SQL is the same, whatever the writer forgets.
    fn agrees(&self, _other: &Self) -> bool {
        true
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

    fn agrees(&self, other: &Self) -> bool {
        self.timing == other.timing
            && mem::discriminant(&self.event) == mem::discriminant(&other.event)
            && self.when.is_some() == other.when.is_some()
    }
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

pub(super) fn compare<'a, T: Object + 'a>(
    kind: Kind,
    declared: impl Iterator<Item = &'a T>,
    found: &'a [T],
    all: &mut Vec<Difference>,
) {
    let mut known = Vec::new();
    for object in declared {
        let standing = found
            .iter()
            .find(|it| it.name().eq_ignore_ascii_case(object.name()));
        known.extend(standing.map(Object::name));
        let agrees = standing.is_some_and(|it| object.agrees(it));
        let (text, standing) = (object.text(), standing.map(Object::text));
        let is_same = standing
            .as_ref()
            .is_some_and(|it| agrees && same(text.trim_end_matches(';'), it));
        if !is_same {
            all.push(difference(kind, object.name(), None, Some(text), standing));
        }
    }
    let undeclared = found.iter().filter(|it| !known.contains(&it.name()));
    all.extend(undeclared.map(|it| extra(kind, it.name())));
}
