//! How a difference is told.

use std::fmt::{self, Display, Formatter};

use crate::{ddl::AddedColumn, model::Column, shape::Table};

/// One difference between what is declared and what a file has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// What is different.
    pub kind: Kind,
    /// The table that has it, or its own name for an object that is no part of a table.
    pub object: String,
    /// The column, index or constraint within the table, in words.
    pub part: Option<String>,
    /// What the schema declares.
    pub declared: Option<String>,
    /// What the file has.
    pub found: Option<String>,
    /// Whether rows can't be read or written as declared: a table or column is missing or of another
    /// affinity, or a STRICT table differs at all.
    pub blocks: bool,
}

/// What kind of thing differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A table.
    Table,
    /// A column.
    Column,
    /// A key, foreign key, check or option of a table.
    Constraint,
    /// An index.
    Index,
    /// A virtual table.
    VirtualTable,
    /// A view.
    View,
    /// A trigger.
    Trigger,
    /// Something whose text could not be read.
    Unreadable,
}

impl Difference {
    /// A difference in an object or a part of it, with what is declared and what was found.
    #[must_use]
    pub fn new(
        kind: Kind,
        object: &str,
        part: Option<&str>,
        [declared, found]: [Option<&str>; 2],
    ) -> Self {
        Self {
            kind,
            object: object.to_owned(),
            part: part.map(str::to_owned),
            declared: declared.map(str::to_owned),
            found: found.map(str::to_owned),
            blocks: false,
        }
    }

    /// A column that a file lacks.
    #[must_use]
    pub fn missing_column(table: &Table, column: &Column) -> Self {
        let declared = AddedColumn { table, column }.to_string();
        let told = [Some(declared.as_str()), None];
        Self {
            blocks: true,
            ..Self::new(Kind::Column, &table.name, Some(&column.name), told)
        }
    }

    /// Whether the file merely has an object or a column of its own, which the schema doesn't mind.
    #[must_use]
    pub fn is_extra(&self) -> bool {
        self.kind != Kind::Constraint && self.declared.is_none()
    }

    /// Whether the file lacks something that is declared.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.found.is_none() && self.declared.is_some()
    }

    /// What differs, in words: a column with its table, or an object.
    #[must_use]
    pub fn subject(&self) -> String {
        let Self { object, part, .. } = self;
        match (self.kind, part) {
            (Kind::Column, Some(column)) => format!("column `{object}.{column}`"),
            (Kind::Index, Some(index)) => format!("index `{index}` on `{object}`"),
            (Kind::Index, None) => format!("index `{object}`"),
            (Kind::Table | Kind::Column | Kind::Constraint, _) => format!("table `{object}`"),
            (Kind::VirtualTable, _) => format!("virtual table `{object}`"),
            (Kind::View, _) => format!("view `{object}`"),
            (Kind::Trigger, _) => format!("trigger `{object}`"),
            (Kind::Unreadable, _) => format!("object `{object}`"),
        }
    }

    /// The name of the object or part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.part.as_deref().unwrap_or(&self.object)
    }
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            declared,
            found,
            ..
        } = self;
        f.write_str(&self.subject())?;
        if *kind == Kind::Unreadable {
            return f.write_str(" could not be read");
        }
        match (declared, found) {
            (Some(_), None) if *kind != Kind::Constraint => f.write_str(" is missing"),
            (None, Some(_)) if *kind != Kind::Constraint => f.write_str(" is not declared"),
            (declared, found) => {
                let declared = declared.as_deref().unwrap_or("nothing");
                write!(
                    f,
                    ": declared {declared}, found {}",
                    found.as_deref().unwrap_or("nothing")
                )
            }
        }
    }
}
