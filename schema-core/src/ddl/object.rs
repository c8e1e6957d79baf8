//! What is no part of a table: views, triggers and virtual tables.

use std::fmt::{self, Display, Formatter};

use crate::model::{Event, Timing, Trigger, View, VirtualTable};

use super::Head;
use crate::sql::{Name, Names, tokens};

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
        if !self.view.columns.is_empty() {
            write!(f, " ({})", Names(&self.view.columns))?;
        }
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
        // A comment may stand behind the last statement.
        let last = tokens(body).last();
        let is_closed = last.is_none_or(|it| it.is_symbol(";"));
        let end = last.map_or(body.len(), |it| it.end());
        let (statements, comment) = body.split_at_checked(end).unwrap_or((body, ""));
        let semicolon = if is_closed { "" } else { ";" };
        write!(f, " BEGIN\n    {statements}{semicolon}{comment}\nEND")
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
