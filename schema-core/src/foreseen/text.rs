//! The statement that SQLite keeps of a table, in the pieces that it edits.
//!
//! What it does is described nowhere, but has not changed in many years: `sqlite3AlterFinishAddColumn`,
//! `dropColumnFunc` and `renameEditSql` in its `alter.c`.

use std::fmt::{self, Display, Formatter};

use crate::{
    ddl::{AddedColumn, FIRST_LEAD, NEXT_LEAD, TableEnd},
    found::{compare_table, read_table},
    plan::TableChange,
    shape::{Shape, Table},
    sql::Name,
};

use super::renames::{Renames, quoted};

/// The text of a table.
#[derive(Clone)]
pub(super) struct TableText {
    /// Up to the first column.
    head: String,
    columns: Vec<Piece>,
    /// Before the place where SQLite puts an added column.
    gap: String,
    /// The constraints, the parenthesis and the options.
    end: String,
    /// Whether names were replaced, about which SQLite knows more than we do.
    is_renamed: bool,
}

/// A column in the text.
#[derive(Clone)]
struct Piece {
    identity: usize,
    /// What stands before it.
    lead: String,
    definition: String,
}

impl TableText {
    /// The text of a table that was created.
    pub(super) fn created(table: &Table) -> Self {
        Self::with_head(table, format!("CREATE TABLE {} (", Name(&table.name)))
    }

    /// The text of a table that was created under another name, as in a rebuild.
    pub(super) fn rebuilt(table: &Table) -> Self {
        Self::with_head(table, format!("CREATE TABLE {} (", quoted(&table.name)))
    }

    fn with_head(table: &Table, head: String) -> Self {
        let leads = std::iter::once(FIRST_LEAD).chain(std::iter::repeat(NEXT_LEAD));
        let piece = |(line, lead): (&crate::shape::ColumnLine, &str)| Piece {
            identity: line.identity,
            lead: lead.to_owned(),
            definition: definition(table, line),
        };
        let end = TableEnd(table).to_string();
        // A column comes before the first constraint, or before the parenthesis.
        let (gap, end) = match end.strip_prefix('\n') {
            Some(end) => ("\n", end.to_owned()),
            None => ("", end),
        };
        Self {
            head,
            columns: table.columns.iter().zip(leads).map(piece).collect(),
            gap: gap.to_owned(),
            end,
            is_renamed: false,
        }
    }

    /// The text after a change in place: renames, new columns, and those that go.
    pub(super) fn change(&mut self, change: &TableChange<'_>, renames: &Renames) {
        if !renames.is_empty() {
            self.rename(&change.old.name, renames);
        }
        for line in change.added() {
            let lead = std::mem::take(&mut self.gap) + ", ";
            self.columns.push(Piece {
                identity: line.identity,
                lead,
                definition: definition(change.new, line),
            });
        }
        for line in change.dropped() {
            self.drop(line.identity);
        }
    }

    fn rename(&mut self, own: &str, renames: &Renames) {
        self.is_renamed = true;
        self.head = renames.in_text(&self.head, own);
        self.end = renames.in_text(&self.end, own);
        for piece in &mut self.columns {
            piece.definition = renames.in_definition(&piece.definition, own);
        }
    }

    /// Takes a column away: up to the next one, or else from the comma before it.
    fn drop(&mut self, identity: usize) {
        let Some(at) = self.columns.iter().position(|it| it.identity == identity) else {
            return;
        };
        let Piece { lead, .. } = self.columns.remove(at);
        if let Some(next) = self.columns.get_mut(at) {
            next.lead = lead;
        } else {
            let before = lead.split(',').next().unwrap_or_default();
            before.clone_into(&mut self.gap);
        }
    }

    /// Whether what it says is what is declared. Only a text with other names can be in doubt.
    pub(super) fn is_sound(&self, shape: &Shape, declared: &Table) -> bool {
        if !self.is_renamed {
            return true;
        }
        let mut declared = declared.clone();
        declared.indexes.clear();
        let mut differences = Vec::new();
        let Ok(read) = read_table(&self.to_string()) else {
            return false;
        };
        compare_table(shape, &declared, &read, &mut differences);
        differences.is_empty() && read.table.name == declared.name
    }
}

impl Display for TableText {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        for Piece {
            lead, definition, ..
        } in &self.columns
        {
            f.write_str(lead)?;
            f.write_str(definition)?;
        }
        f.write_str(&self.gap)?;
        f.write_str(&self.end)
    }
}

fn definition(table: &Table, line: &crate::shape::ColumnLine) -> String {
    let column = &line.item;
    AddedColumn { table, column }.to_string()
}
