//! The statements that SQLite keeps of a file which was created as declared.

use std::collections::HashMap;

use crate::{
    shape::{Shape, Table},
    sql::{CreateIndex, CreateTable, CreateTrigger, CreateView, CreateVirtualTable, Head},
};

use super::Kind;

/// The statements of a shape's objects, by kind and name in lower case.
#[derive(Debug, Default)]
pub(crate) struct Foreseen(HashMap<(Kind, String), String>);

impl Foreseen {
    /// What SQLite keeps of this shape.
    pub(crate) fn of(shape: &Shape) -> Self {
        let mut all = Self::default();
        for table in &shape.tables {
            all.table(table);
        }
        let head = Head::Kept;
        for table in shape.virtual_tables.iter().map(|it| &it.item) {
            let text = CreateVirtualTable { table, head }.to_string();
            all.insert(Kind::VirtualTable, &table.name, text);
        }
        for view in shape.views.iter().map(|it| &it.item) {
            let text = CreateView { view, head }.to_string();
            all.insert(Kind::View, &view.name, text);
        }
        for trigger in shape.triggers.iter().map(|it| &it.item) {
            let text = CreateTrigger { trigger, head }.to_string();
            all.insert(Kind::Trigger, &trigger.name, text);
        }
        all
    }

    fn table(&mut self, table: &Table) {
        let (name, head) = (table.name.as_str(), Head::Kept);
        let text = CreateTable { table, name, head }.to_string();
        self.insert(Kind::Table, name, text);
        for index in table.indexes.iter().map(|it| &it.item) {
            let (table, name) = (name, &index.name);
            let text = CreateIndex { index, table, head }.to_string();
            self.insert(Kind::Index, name, text);
        }
    }

    fn insert(&mut self, kind: Kind, name: &str, text: String) {
        self.0.insert((kind, name.to_ascii_lowercase()), text);
    }

    /// How many objects there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether an object of this kind and name is declared.
    pub(crate) fn has(&self, kind: Kind, name: &str) -> bool {
        self.0.contains_key(&(kind, name.to_ascii_lowercase()))
    }

    /// Whether this is what SQLite keeps of the object, as created or as renamed by a rebuild.
    pub(crate) fn is(&self, kind: Kind, name: &str, sql: &str) -> bool {
        let Some(text) = self.0.get(&(kind, name.to_ascii_lowercase())) else {
            return false;
        };
        let renamed = || {
            let (quoted, plain) = (
                format!("CREATE TABLE \"{name}\""),
                format!("CREATE TABLE {name}"),
            );
            let rests = sql.strip_prefix(&quoted).zip(text.strip_prefix(&plain));
            rests.is_some_and(|(sql, text)| sql == text)
        };
        text == sql || (kind == Kind::Table && renamed())
    }
}
