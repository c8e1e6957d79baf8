//! `CREATE TABLE` and `ALTER TABLE … ADD COLUMN`.

use std::fmt::{self, Display, Formatter};

use crate::{
    model::{Column, Constraint},
    shape::{Table, owner},
    sql::{Name, SameWord, Token, TokenKind, tokens},
};

use super::{
    Head,
    constraint::{ColumnConstraint, Named, TableConstraint},
};

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
            on_null,
            not_null_name,
            default,
            collate,
            generated,
            domain: _,
            storage: _,
            from: _,
        } = self.column;
        write!(f, "{}", Name(name))?;
        if !ty.is_empty() {
            write!(f, " {}", DeclaredType(ty))?;
        }
        let owned = |it: &&Constraint| owner(it).is_some_and(|it| it.is_same_word(name));
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
            write!(f, " {}NOT NULL{on_null}", Named(not_null_name.as_ref()))?;
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

/// A declared type, in quotes where its words are no type as they stand: any string can be one.
struct DeclaredType<'a>(&'a str);

impl DeclaredType<'_> {
    fn is_plain(&self) -> bool {
        let is_part = |it: &Token<'_>| match it.kind {
            TokenKind::Word => Name(it.text).to_string() == it.text,
            TokenKind::Number => true,
            TokenKind::Symbol => ["(", ")", ",", "+", "-"].contains(&it.text),
            _ => false,
        };
        let mut all = tokens(self.0);
        // Who declares it in quotes has written SQL.
        let is_quoted = |it: &Token<'_>| matches!(it.kind, TokenKind::Quoted | TokenKind::String);
        let first = all.next();
        first.is_some_and(|it| {
            is_quoted(&it)
                || it.kind == TokenKind::Word && is_part(&it) && all.all(|it| is_part(&it))
        })
    }
}

impl Display for DeclaredType<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_plain() {
            f.write_str(self.0)
        } else {
            write!(f, "\"{}\"", self.0.replace('"', "\"\""))
        }
    }
}
