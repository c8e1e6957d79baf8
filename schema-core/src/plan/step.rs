//! The steps of a plan. [`Display`] is the only place that writes the SQL they run.

use std::{
    fmt::{self, Display, Formatter},
    sync::Arc,
};

use crate::{
    ddl::{
        AddedColumn, CreateIndex, CreateTable, CreateTrigger, CreateView, CreateVirtualTable, Head,
    },
    model::{Column, Index, Seed, Trigger, View, VirtualTable},
    shape::Table,
    sql::{Literal, Name, Names},
};

use super::{
    call::Call,
    copy::Copy,
    held::Held,
    shown::{by_their_names, created, renamed},
};

/// One statement of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Takes a trigger away, for good or for a while.
    DropTrigger(String),
    /// Takes a view away, for good or for a while.
    DropView(String),
    /// Renames a table.
    RenameTable {
        /// The name before.
        from: String,
        /// The name after.
        to: String,
    },
    /// Renames a column.
    RenameColumn {
        /// The table, by its name after.
        table: String,
        /// The name before.
        from: String,
        /// The name after.
        to: String,
    },
    /// Creates a table, under a name of its own while a table is rebuilt.
    CreateTable {
        /// The table.
        table: Arc<Table>,
        /// The name that it gets.
        name: String,
    },
    /// Adds a column in place.
    AddColumn {
        /// The table with the column in it.
        table: Arc<Table>,
        /// The column.
        column: Column,
    },
    /// Hands the mark of an `AUTOINCREMENT` key on to the table that replaces it.
    KeepSequence {
        /// The table that has the mark.
        from: String,
        /// The table that gets it.
        to: String,
    },
    /// Copies rows into the table that replaces theirs.
    CopyRows(Copy),
    /// Puts the rows of a virtual table aside that gets another form.
    HoldRows(Held),
    /// Gives them to the new form, which indexes them.
    HandOnRows(Held),
    /// Plants a row, unless its key is taken.
    Seed(Seed),
    /// Runs a version's `sql`.
    Sql(String),
    /// Calls a version's `run`.
    Run(Call),
    /// Drops an index.
    DropIndex(String),
    /// Drops a column in place.
    DropColumn {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// Drops a table or a virtual table.
    DropTable(String),
    /// Creates an index.
    CreateIndex {
        /// The table.
        table: String,
        /// The index.
        index: Index,
    },
    /// Creates a virtual table.
    CreateVirtualTable(VirtualTable),
    /// Fills a full-text index from the table that it indexes.
    FillFullText(String),
    /// Creates a view.
    CreateView(View),
    /// Creates a trigger.
    CreateTrigger(Trigger),
    /// Marks the file as the application's.
    SetApplicationId(i32),
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let head = Head::Main;
        match self {
            Self::DropTrigger(name) => write!(f, "DROP TRIGGER IF EXISTS main.{}", Name(name)),
            Self::DropView(name) => write!(f, "DROP VIEW IF EXISTS main.{}", Name(name)),
            Self::RenameTable { from, to } => {
                write!(f, "ALTER TABLE main.{} RENAME TO {}", Name(from), Name(to))
            }
            Self::RenameColumn { table, from, to } => {
                let table = Name(table);
                write!(
                    f,
                    "ALTER TABLE main.{table} RENAME COLUMN {} TO {}",
                    Name(from),
                    Name(to)
                )
            }
            Self::CreateTable { table, name } => write!(f, "{}", CreateTable { table, name, head }),
            Self::AddColumn { table, column } => {
                let added = AddedColumn { table, column };
                write!(
                    f,
                    "ALTER TABLE main.{} ADD COLUMN {added}",
                    Name(&table.name)
                )
            }
            Self::KeepSequence { from, to } => write!(
                f,
                "INSERT INTO main.sqlite_sequence (name, seq) SELECT {}, seq FROM main.sqlite_sequence WHERE name = {} COLLATE NOCASE",
                Literal(to),
                Literal(from),
            ),
            Self::CopyRows(copy) => write!(f, "{copy}"),
            Self::HoldRows(rows) => f.write_str(&rows.hold()),
            Self::HandOnRows(rows) => f.write_str(&rows.hand_on()),
            Self::Seed(seed) => write_seed(f, seed),
            Self::Sql(sql) => f.write_str(sql),
            Self::Run(call) => write!(f, "-- run {}", call.function),
            Self::DropIndex(name) => write!(f, "DROP INDEX main.{}", Name(name)),
            Self::DropColumn { table, column } => {
                write!(
                    f,
                    "ALTER TABLE main.{} DROP COLUMN {}",
                    Name(table),
                    Name(column)
                )
            }
            Self::DropTable(name) => write!(f, "DROP TABLE main.{}", Name(name)),
            Self::CreateIndex { table, index } => {
                write!(f, "{}", CreateIndex { index, table, head })
            }
            Self::CreateVirtualTable(table) => write!(f, "{}", CreateVirtualTable { table, head }),
            Self::FillFullText(table) => {
                let name = Name(table);
                write!(f, "INSERT INTO main.{name} ({name}) VALUES ('rebuild')")
            }
            Self::CreateView(view) => write!(f, "{}", CreateView { view, head }),
            Self::CreateTrigger(trigger) => write!(f, "{}", CreateTrigger { trigger, head }),
            Self::SetApplicationId(id) => write!(f, "PRAGMA main.application_id = {id}"),
        }
    }
}

/// Only a taken key is passed over; a seed that the table refuses is an error.
fn write_seed(f: &mut Formatter<'_>, seed: &Seed) -> fmt::Result {
    let (columns, values): (Vec<_>, Vec<_>) = seed
        .values
        .iter()
        .map(|(column, value)| (column, value.as_ref()))
        .unzip();
    let table = Name(&seed.table);
    write!(
        f,
        "INSERT INTO main.{table} ({}) VALUES ({})",
        Names(&columns),
        values.join(", ")
    )?;
    f.write_str(" ON CONFLICT DO NOTHING")
}

impl Step {
    /// What the step does, in a few words for whoever watches.
    #[must_use]
    pub fn summary(&self) -> String {
        match self {
            Self::DropTrigger(name) => format!("drop trigger {name}"),
            Self::DropView(name) => format!("drop view {name}"),
            Self::RenameTable { from, to } => renamed(from, to),
            Self::RenameColumn { table, from, to } => {
                format!("rename column {table}.{from} to {to}")
            }
            Self::CreateTable { name, .. } => created(name),
            Self::AddColumn { table, column } => {
                format!("add column {}.{}", table.name, column.name)
            }
            Self::KeepSequence { from, .. } => {
                format!("keep the sequence of {}", by_their_names(from))
            }
            Self::CopyRows(copy) => format!("copy the rows of {}", by_their_names(&copy.from)),
            Self::HoldRows(held) => format!("hold the rows of {}", held.table),
            Self::HandOnRows(held) => format!("index the rows of {} again", held.table),
            Self::Seed(seed) => format!("seed {}", seed.table),
            Self::Sql(sql) => format!(
                "sql {}",
                sql.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
            Self::Run(call) => format!("run {}", call.function),
            Self::DropIndex(name) => format!("drop index {name}"),
            Self::DropColumn { table, column } => format!("drop column {table}.{column}"),
            Self::DropTable(name) => format!("drop table {}", by_their_names(name)),
            Self::CreateIndex { index, .. } => format!("create index {}", index.name),
            Self::CreateVirtualTable(table) => format!("create virtual table {}", table.name),
            Self::FillFullText(name) => format!("fill the full-text index {name}"),
            Self::CreateView(view) => format!("create view {}", view.name),
            Self::CreateTrigger(trigger) => format!("create trigger {}", trigger.name),
            Self::SetApplicationId(id) => format!("set the application id to {id:#x}"),
        }
    }

    /// Whether it copies rows, or alters them as a version says.
    #[must_use]
    pub fn moves_rows(&self) -> bool {
        use Step::{CopyRows, HandOnRows, HoldRows, Run, Sql};
        matches!(
            self,
            CopyRows(_) | HoldRows(_) | HandOnRows(_) | Sql(_) | Run(_)
        )
    }

    /// Whether SQLite reads the file's own SQL text again while it runs the statement.
    #[must_use]
    pub fn rereads_schema(&self) -> bool {
        matches!(
            self,
            Self::RenameTable { .. } | Self::RenameColumn { .. } | Self::DropColumn { .. }
        )
    }
}
