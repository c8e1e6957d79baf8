//! Tables that were read and compared before, and need not be again: most versions leave most of
//! their texts as they were, and a rehearsal comes to the same shape in several ways.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use schema_core::shape::Table;

use crate::engine::look::Entry;

/// What SQLite keeps of a table: its own text and those of its indexes.
pub(super) type Texts = BTreeSet<String>;

/// The tables that were found to be as declared, by the texts that they had.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Kept alive with their declarations, whose places in memory are compared.
    tables: RefCell<HashMap<Texts, Arc<Table>>>,
    /// Whether all of the newest version was compared once, as in the field.
    newest: Cell<bool>,
}

impl Known {
    /// Whether a table with these texts was found to be as this declaration says.
    pub(super) fn has(&self, table: &Arc<Table>, texts: &Texts) -> bool {
        let tables = self.tables.borrow();
        tables.get(texts).is_some_and(|it| Arc::ptr_eq(it, table))
    }

    /// Notes that a table with these texts is as declared, unless that depends on its parents.
    pub(super) fn note(&self, table: &Arc<Table>, texts: Texts) {
        if table.foreign_keys().all(|it| !it.parent_columns.is_empty()) {
            self.tables.borrow_mut().insert(texts, Arc::clone(table));
        }
    }

    /// Whether the newest version is still to be compared as a whole; from now on it is not.
    pub(super) fn is_first_of_newest(&self) -> bool {
        !self.newest.replace(true)
    }
}

/// The texts of each table.
pub(super) fn texts(entries: &[Entry]) -> HashMap<&str, Texts> {
    let mut texts: HashMap<&str, Texts> = HashMap::new();
    let tables = entries.iter();
    for entry in tables.filter(|it| matches!(it.kind.as_str(), "table" | "index")) {
        let table = texts.entry(entry.table.as_str()).or_default();
        table.insert(text(entry));
    }
    texts
}

/// The text, a table's from its first column on: where it was renamed, SQLite has put its name in quotes.
fn text(entry: &Entry) -> String {
    match entry.sql.split_once('(') {
        Some((_, columns)) if entry.kind == "table" => format!("{} ({columns}", entry.name),
        _ => entry.sql.clone(),
    }
}
