//! A glance at a file that should be as declared: the text that SQLite keeps of each object is looked
//! for among those that were foreseen, and only objects that miss are read and compared.

use rusqlite::{Connection, types::ValueRef};

use schema_core::{
    ddl::CreateJournal,
    foreseen::fingerprint,
    found::{Difference, Found, FoundTable, Kind, compare_unless},
    model::{Schema, Text, VirtualTable},
    shape::{Shape, Table},
    sql::{NameSet, SameWord},
};

use super::{
    entry::Entry,
    introspect::{entries, is_virtual, reported_columns_of, shadows, take, take_index},
    shadow,
};
use crate::engine::{connection::waiting, error::Result};

/// Whether every object that is declared has a text that was foreseen, and nothing stands beside them
/// that could be of interest.
///
/// This is what every start of a program pays for, so nothing is allocated for a row.
pub(crate) fn is_as_foreseen(connection: &Connection, schema: &Schema) -> rusqlite::Result<bool> {
    if schema.foreseen.texts.is_empty() {
        return Ok(false);
    }
    let mut statement = connection.prepare("SELECT sql FROM main.sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut objects = 0;
    while let Some(row) = rows.next()? {
        match row.get_ref(0)? {
            ValueRef::Text(text) if is_foreseen(schema, text) => objects += 1,
            ValueRef::Text(text) if is_of_no_interest(schema, text) => {}
            // The indexes that SQLite makes for keys have no text.
            ValueRef::Null => {}
            _ => return Ok(false),
        }
    }
    Ok(objects == schema.foreseen.objects)
}

fn is_foreseen(schema: &Schema, text: &[u8]) -> bool {
    let texts = &schema.foreseen.texts;
    texts.binary_search(&fingerprint(text)).is_ok()
}

/// Whether the object is SQLite's, a virtual table's or the journal.
fn is_of_no_interest(schema: &Schema, text: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(text) else {
        return false;
    };
    let is_journal = |it: &Text| CreateJournal(it).to_string() == text;
    // Nobody else can give a table such a name.
    text.starts_with("CREATE TABLE sqlite_")
        || shadow::is_shadow(schema, text)
        || schema.journal.as_ref().is_some_and(is_journal)
}

/// Everything in which the file differs from a shape, with the objects that only the file has.
pub(crate) fn differences(
    connection: &Connection,
    schema: &Schema,
    shape: &Shape,
) -> Result<Vec<Difference>> {
    let mut entries = waiting(connection, || entries(connection))?;
    if let Some(journal) = &schema.journal {
        entries.retain(|it| !it.table.is_same_word(journal));
    }
    shadow::leave_out_of_entries(&mut entries, shape);
    let is_same = |it: &&Entry| is_foreseen(schema, it.sql.as_bytes());
    let same = entries.iter().filter(is_same);
    let same: Vec<String> = same.map(|it| key(kind(it), &it.name)).collect();
    let glance = Glance {
        shape,
        declared: declared(shape),
        entries,
        same: same.into(),
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

/// What an object is known by: its kind and its name.
fn key(kind: Kind, name: &str) -> String {
    format!("{kind:?} {name}")
}

/// The keys of a shape's objects.
fn declared(shape: &Shape) -> NameSet {
    let mut keys = Vec::new();
    let mut add = |kind, name: &str| {
        keys.push(key(kind, name));
    };
    for table in &shape.tables {
        add(Kind::Table, &table.name);
        for it in &table.indexes {
            add(Kind::Index, &it.item.name);
        }
    }
    for it in shape.virtual_tables.iter() {
        add(Kind::VirtualTable, &it.item.name);
    }
    for it in shape.views.iter() {
        add(Kind::View, &it.item.name);
    }
    for it in shape.triggers.iter() {
        add(Kind::Trigger, &it.item.name);
    }
    keys.into()
}

/// A file in which something is not as it was foreseen.
struct Glance<'a> {
    shape: &'a Shape,
    declared: NameSet,
    entries: Vec<Entry>,
    /// What was found as foreseen.
    same: NameSet,
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

    fn is_declared(&self, kind: Kind, name: &str) -> bool {
        self.declared.contains(&key(kind, name))
    }

    /// Whether an object is as foreseen; a table only with its indexes.
    fn is_same(&self, kind: Kind, name: &str) -> bool {
        let is = |kind, name: &str| self.same.contains(&key(kind, name));
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
        let is_known = self.is_same(kind, name) || !self.is_declared(kind, name);
        match kind {
            Kind::Table if is_known => found.tables.push(named(name)),
            Kind::VirtualTable if !self.is_declared(kind, name) => {
                let (name, using) = (name.to_owned().into(), Text::default());
                found.virtual_tables.push(VirtualTable {
                    name,
                    using,
                    from: None,
                });
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
        if self.is_declared(Kind::Index, &entry.name) {
            if !self.is_same(Kind::Table, &table.name) {
                take_index(found, entry);
            }
            return;
        }
        let (index, told) = (Some(entry.name.as_str()), [None, Some(entry.sql.as_str())]);
        all.push(Difference::new(Kind::Index, &table.name, index, told));
    }
}

/// A table of which only the name matters.
fn named(name: &str) -> FoundTable {
    let table = Table {
        name: name.to_owned(),
        ..Table::default()
    };
    FoundTable { table }
}
