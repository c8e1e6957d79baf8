//! The one writer of DDL.

mod constraint;
mod index;
mod journal;
mod object;
mod table;

use std::fmt::{self, Formatter};

use crate::{shape::Shape, sql::Name};

pub(crate) use self::table::{FIRST_LEAD, NEXT_LEAD, TableEnd};
pub use self::{
    constraint::constraint,
    index::CreateIndex,
    journal::CreateJournal,
    object::{CreateTrigger, CreateView, CreateVirtualTable},
    table::{AddedColumn, CreateTable},
};

/// How a `CREATE` statement begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// `IF NOT EXISTS`: for reading, and for running again.
    IfNotExists,
    /// In `main`, whatever TEMP holds: for the engine.
    Main,
    /// As SQLite keeps the statement, which leaves out both.
    Kept,
}

impl Head {
    fn write(self, f: &mut Formatter<'_>, kind: &str, name: &str) -> fmt::Result {
        match self {
            Self::IfNotExists => write!(f, "CREATE {kind} IF NOT EXISTS {}", Name(name)),
            Self::Main => write!(f, "CREATE {kind} main.{}", Name(name)),
            Self::Kept => write!(f, "CREATE {kind} {}", Name(name)),
        }
    }
}

/// The whole of a shape, pleasant to read and harmless to run twice.
#[must_use]
pub fn script(shape: &Shape) -> String {
    let head = Head::IfNotExists;
    let mut statements = Vec::new();
    for table in &shape.tables {
        statements.push(
            CreateTable {
                table,
                name: &table.name,
                head,
            }
            .to_string(),
        );
        let indexes = table.indexes.iter();
        statements.extend(indexes.map(|it| {
            CreateIndex {
                index: &it.item,
                table: &table.name,
                head,
            }
            .to_string()
        }));
    }
    let virtual_tables = shape.virtual_tables.iter();
    statements.extend(virtual_tables.map(|it| {
        CreateVirtualTable {
            table: &it.item,
            head,
        }
        .to_string()
    }));
    statements.extend(shape.views.iter().map(|it| {
        CreateView {
            view: &it.item,
            head,
        }
        .to_string()
    }));
    statements.extend(shape.triggers.iter().map(|it| {
        CreateTrigger {
            trigger: &it.item,
            head,
        }
        .to_string()
    }));
    statements
        .iter()
        .map(|statement| format!("{statement};\n"))
        .collect::<Vec<_>>()
        .join("\n")
}
