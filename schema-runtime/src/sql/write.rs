//! The one writer of DDL.

use std::fmt::{self, Display, Formatter};

use crate::{
    model::{
        Column, Constraint, Deferrable, Event, ForeignKey, Index, IndexColumn, ReferentialAction,
        Term, Timing, Trigger, View, VirtualTable,
    },
    shape::{Shape, Table},
};

use super::{Name, Names};

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

/// `CREATE TABLE`
#[derive(Clone, Copy, Debug)]
pub struct CreateTable<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its name, which a rebuild changes for a while.
    pub name: &'a str,
    /// How the statement begins.
    pub head: Head,
}

impl Display for CreateTable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.head.write(f, "TABLE", self.name)?;
        f.write_str(" (")?;
        let mut lead = FIRST_LEAD;
        for line in &self.table.columns {
            let (table, column) = (self.table, &line.item);
            write!(f, "{lead}{}", ColumnDefinition { table, column })?;
            lead = NEXT_LEAD;
        }
        write!(f, "{}", TableEnd(self.table))
    }
}

/// What stands before the first column.
pub(crate) const FIRST_LEAD: &str = "\n    ";

/// What stands before every other column, and before a constraint.
pub(crate) const NEXT_LEAD: &str = ",\n    ";

/// What follows the columns: constraints, the parenthesis and options.
pub(crate) struct TableEnd<'a>(pub(crate) &'a Table);

impl Display for TableEnd<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let constraints = self.0.constraints.iter().map(|it| &it.item);
        for constraint in constraints.filter(|it| owner(it).is_none()) {
            write!(f, "{NEXT_LEAD}{}", TableConstraint(constraint))?;
        }
        f.write_str("\n)")?;
        match (self.0.strict, self.0.without_rowid) {
            (false, false) => Ok(()),
            (true, false) => f.write_str(" STRICT"),
            (false, true) => f.write_str(" WITHOUT ROWID"),
            (true, true) => f.write_str(" STRICT, WITHOUT ROWID"),
        }
    }
}

/// A column as `ADD COLUMN` wants it, with the constraints that are written at it.
#[derive(Clone, Copy, Debug)]
pub struct AddedColumn<'a> {
    /// The table with the column in it.
    pub table: &'a Table,
    /// The column.
    pub column: &'a Column,
}

impl Display for AddedColumn<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}",
            ColumnDefinition {
                table: self.table,
                column: self.column
            }
        )
    }
}

/// The column at which a constraint is written; without one it has a line of its own.
pub(crate) fn owner(constraint: &Constraint) -> Option<&str> {
    let only = |columns: &'_ [crate::model::Text]| columns.len() == 1;
    let columns = match constraint {
        Constraint::Check(check) => return check.column.as_deref(),
        Constraint::PrimaryKey(key) => &key.columns,
        Constraint::Unique(unique) => &unique.columns,
        Constraint::ForeignKey(key) => &key.columns,
    };
    columns.first().filter(|_| only(columns)).map(AsRef::as_ref)
}

struct ColumnDefinition<'a> {
    table: &'a Table,
    column: &'a Column,
}

impl Display for ColumnDefinition<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Column {
            name,
            ty,
            not_null,
            default,
            collate,
            generated,
            from: _,
        } = self.column;
        write!(f, "{}", Name(name))?;
        if !ty.is_empty() {
            write!(f, " {ty}")?;
        }
        let owned = |it: &&Constraint| owner(it).is_some_and(|it| it.eq_ignore_ascii_case(name));
        let constraints = || {
            self.table
                .constraints
                .iter()
                .map(|it| &it.item)
                .filter(owned)
        };
        for constraint in constraints().filter(|it| matches!(it, Constraint::PrimaryKey(_))) {
            write!(f, " {}", ColumnConstraint(constraint))?;
        }
        if *not_null {
            f.write_str(" NOT NULL")?;
        }
        if let Some(default) = default {
            write!(f, " DEFAULT {default}")?;
        }
        if let Some(collate) = collate {
            write!(f, " COLLATE {}", Name(collate))?;
        }
        if let Some(generated) = generated {
            let kind = if generated.stored {
                "STORED"
            } else {
                "VIRTUAL"
            };
            write!(f, " GENERATED ALWAYS AS ({}) {kind}", generated.expression)?;
        }
        for constraint in constraints().filter(|it| !matches!(it, Constraint::PrimaryKey(_))) {
            write!(f, " {}", ColumnConstraint(constraint))?;
        }
        Ok(())
    }
}

/// A constraint behind the column that owns it.
struct ColumnConstraint<'a>(&'a Constraint);

impl Display for ColumnConstraint<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Constraint::PrimaryKey(key) if key.autoincrement => {
                f.write_str("PRIMARY KEY AUTOINCREMENT")
            }
            Constraint::PrimaryKey(_) => f.write_str("PRIMARY KEY"),
            Constraint::Unique(_) => f.write_str("UNIQUE"),
            Constraint::ForeignKey(key) => write!(f, "{}", References(key)),
            Constraint::Check(check) => write!(f, "CHECK ({})", check.expression),
        }
    }
}

/// A constraint on a line of its own.
struct TableConstraint<'a>(&'a Constraint);

impl Display for TableConstraint<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Constraint::PrimaryKey(key) => write!(f, "PRIMARY KEY ({})", Names(&key.columns)),
            Constraint::Unique(unique) => write!(f, "UNIQUE ({})", Names(&unique.columns)),
            Constraint::ForeignKey(key) => {
                write!(
                    f,
                    "FOREIGN KEY ({}) {}",
                    Names(&key.columns),
                    References(key)
                )
            }
            Constraint::Check(check) => write!(f, "CHECK ({})", check.expression),
        }
    }
}

/// A constraint as a line of its own.
pub(crate) fn constraint(constraint: &Constraint) -> String {
    TableConstraint(constraint).to_string()
}

struct References<'a>(&'a ForeignKey);

impl Display for References<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "REFERENCES {}", Name(&self.0.table))?;
        if !self.0.parent_columns.is_empty() {
            write!(f, " ({})", Names(&self.0.parent_columns))?;
        }
        if self.0.on_delete != ReferentialAction::NoAction {
            write!(f, " ON DELETE {}", self.0.on_delete)?;
        }
        if self.0.on_update != ReferentialAction::NoAction {
            write!(f, " ON UPDATE {}", self.0.on_update)?;
        }
        match self.0.deferrable {
            Deferrable::No => Ok(()),
            Deferrable::InitiallyImmediate => f.write_str(" DEFERRABLE INITIALLY IMMEDIATE"),
            Deferrable::InitiallyDeferred => f.write_str(" DEFERRABLE INITIALLY DEFERRED"),
        }
    }
}

impl Display for ReferentialAction {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
            Self::Cascade => "CASCADE",
        })
    }
}

/// `CREATE INDEX`
#[derive(Clone, Copy, Debug)]
pub struct CreateIndex<'a> {
    /// The index.
    pub index: &'a Index,
    /// Its table.
    pub table: &'a str,
    /// How the statement begins.
    pub head: Head,
}

impl Display for CreateIndex<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kind = if self.index.unique {
            "UNIQUE INDEX"
        } else {
            "INDEX"
        };
        self.head.write(f, kind, &self.index.name)?;
        write!(f, " ON {} (", Name(self.table))?;
        for (position, column) in self.index.columns.iter().enumerate() {
            let separator = if position == 0 { "" } else { ", " };
            write!(f, "{separator}{}", IndexTerm(column))?;
        }
        f.write_str(")")?;
        match &self.index.filter {
            Some(filter) => write!(f, " WHERE {filter}"),
            None => Ok(()),
        }
    }
}

struct IndexTerm<'a>(&'a IndexColumn);

impl Display for IndexTerm<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0.term {
            Term::Column(name) => write!(f, "{}", Name(name))?,
            Term::Expression(expression) => f.write_str(expression)?,
        }
        if let Some(collate) = &self.0.collate {
            write!(f, " COLLATE {}", Name(collate))?;
        }
        f.write_str(if self.0.descending { " DESC" } else { "" })
    }
}

/// `CREATE VIEW`
#[derive(Clone, Copy, Debug)]
pub struct CreateView<'a> {
    /// The view.
    pub view: &'a View,
    /// How the statement begins.
    pub head: Head,
}

impl Display for CreateView<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.head.write(f, "VIEW", &self.view.name)?;
        write!(f, " AS {}", self.view.query)
    }
}

/// `CREATE TRIGGER`
#[derive(Clone, Copy, Debug)]
pub struct CreateTrigger<'a> {
    /// The trigger.
    pub trigger: &'a Trigger,
    /// How the statement begins.
    pub head: Head,
}

impl Display for CreateTrigger<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Trigger {
            name,
            timing,
            event,
            table,
            when,
            body,
        } = self.trigger;
        self.head.write(f, "TRIGGER", name)?;
        f.write_str(match timing {
            Timing::Before => " BEFORE ",
            Timing::After => " AFTER ",
            Timing::InsteadOf => " INSTEAD OF ",
        })?;
        match event {
            Event::Insert => f.write_str("INSERT")?,
            Event::Delete => f.write_str("DELETE")?,
            Event::Update(columns) if columns.is_empty() => f.write_str("UPDATE")?,
            Event::Update(columns) => write!(f, "UPDATE OF {}", Names(columns))?,
        }
        write!(f, " ON {} FOR EACH ROW", Name(table))?;
        if let Some(when) = when {
            write!(f, " WHEN {when}")?;
        }
        let body = body.trim();
        let end = if body.ends_with(';') { "" } else { ";" };
        write!(f, " BEGIN\n    {body}{end}\nEND")
    }
}

/// `CREATE VIRTUAL TABLE`
#[derive(Clone, Copy, Debug)]
pub struct CreateVirtualTable<'a> {
    /// The virtual table.
    pub table: &'a VirtualTable,
    /// How the statement begins.
    pub head: Head,
}

impl Display for CreateVirtualTable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.head.write(f, "VIRTUAL TABLE", &self.table.name)?;
        write!(f, " USING {}", self.table.using)
    }
}
