//! A glance at a file that should be as declared: what SQLite keeps of each object is held against
//! what it would keep of the declared one, and only objects that miss are read and compared.
//!
//! Columns that were added or renamed in place leave another text than the table's creation, so the
//! tables of a file that was upgraded may miss, and still be as declared.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::{
    found::{Difference, Foreseen, Found, FoundTable, Kind, compare_unless},
    model::{Schema, Text, VirtualTable},
    shape::{Shape, Table},
};

use super::{
    Result,
    introspect::{Entry, entries, is_virtual, reported_columns_of, shadows, take, take_index},
    run::waiting,
};

/// Everything in which the file differs from a shape, with the objects that only the file has.
pub(super) fn differences(
    connection: &Connection,
    schema: &Schema,
    shape: &Shape,
) -> Result<Vec<Difference>> {
    let mut entries = waiting(connection, || entries(connection))?;
    let mut journal = schema.journal.iter().map(Text::as_ref);
    if let Some(journal) = journal.next() {
        entries.retain(|it| !it.table.eq_ignore_ascii_case(journal));
    }
    let foreseen = Foreseen::of(shape);
    let is_same = |it: &&Entry| foreseen.is(kind(it), &it.name, &it.sql);
    let same: HashSet<(Kind, String)> = entries.iter().filter(is_same).map(key).collect();
    if same.len() == foreseen.len() && same.len() == entries.len() {
        return Ok(Vec::new());
    }
    let glance = Glance {
        shape,
        entries,
        foreseen,
        same,
    };
    waiting(connection, || glance.compare(connection, schema))
}

fn kind(entry: &Entry) -> Kind {
    match entry.kind.as_str() {
        "table" if is_virtual(entry) => Kind::VirtualTable,
        "table" => Kind::Table,
        "index" => Kind::Index,
        "view" => Kind::View,
        _ => Kind::Trigger,
    }
}

fn key(entry: &Entry) -> (Kind, String) {
    (kind(entry), entry.name.to_ascii_lowercase())
}

/// A file in which something is not as it was foreseen.
struct Glance<'a> {
    shape: &'a Shape,
    entries: Vec<Entry>,
    foreseen: Foreseen,
    /// What was found as foreseen.
    same: HashSet<(Kind, String)>,
}

impl Glance<'_> {
    fn compare(
        &self,
        connection: &Connection,
        schema: &Schema,
    ) -> rusqlite::Result<Vec<Difference>> {
        let mut found = Found::default();
        let shadows = shadows(connection, &self.entries)?;
        let entries = self.entries.iter();
        for entry in entries.filter(|it| it.kind != "index" && !shadows.contains(&it.name)) {
            self.take(connection, entry, &mut found)?;
        }
        let mut all = Vec::new();
        for entry in self.entries.iter().filter(|it| it.kind == "index") {
            self.take_index(entry, &mut found, &mut all);
        }
        found.read_legacy_parents(schema);
        let is_same = |kind, name: &str| self.is_same(kind, name);
        all.extend(compare_unless(self.shape, &found, &is_same));
        Ok(all)
    }

    /// Whether an object is as foreseen; a table only with its indexes.
    fn is_same(&self, kind: Kind, name: &str) -> bool {
        let is = |kind, name: &str| self.same.contains(&(kind, name.to_ascii_lowercase()));
        let indexes = self.shape.table(name).filter(|_| kind == Kind::Table);
        let mut indexes = indexes.into_iter().flat_map(|it| &it.indexes);
        is(kind, name) && indexes.all(|it| is(Kind::Index, &it.item.name))
    }

    /// Reads an object that is declared and not as foreseen. Of others, the name will do.
    fn take(
        &self,
        connection: &Connection,
        entry: &Entry,
        found: &mut Found,
    ) -> rusqlite::Result<()> {
        let (kind, name) = (kind(entry), entry.name.as_str());
        let is_known = self.is_same(kind, name) || !self.foreseen.has(kind, name);
        match kind {
            Kind::Table if is_known => found.tables.push(named(name)),
            Kind::VirtualTable if !self.foreseen.has(kind, name) => {
                let (name, using) = (name.to_owned().into(), Text::default());
                found.virtual_tables.push(VirtualTable { name, using });
            }
            _ if self.is_same(kind, name) => {}
            _ => {
                let is_table = kind == Kind::Table;
                let columns = is_table.then(|| reported_columns_of(connection, name));
                let columns = columns.transpose()?.unwrap_or_default();
                if !take(found, entry, &columns) {
                    found.unreadable.push(name.to_owned());
                }
            }
        }
        Ok(())
    }

    /// Reads an index of a table that is read. One that only the file has is a difference at once.
    fn take_index(&self, entry: &Entry, found: &mut Found, all: &mut Vec<Difference>) {
        let Some(table) = self.shape.table(&entry.table) else {
            return;
        };
        if self.foreseen.has(Kind::Index, &entry.name) {
            if !self.is_same(Kind::Table, &table.name) {
                take_index(found, entry);
            }
            return;
        }
        all.push(Difference {
            kind: Kind::Index,
            object: table.name.clone(),
            part: Some(entry.name.clone()),
            declared: None,
            found: Some(entry.sql.clone()),
        });
    }
}

/// A table of which only the name matters.
fn named(name: &str) -> FoundTable {
    let table = Table {
        name: name.to_owned(),
        ..Table::default()
    };
    FoundTable {
        table,
        peculiar: Vec::new(),
    }
}
