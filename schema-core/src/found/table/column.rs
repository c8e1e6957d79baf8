//! A column with its clauses.

use crate::{
    model::{Column, Constraint, Generated, PrimaryKey, Sorting, Text, Unique},
    shape::ColumnLine,
    sql::{Literal, Token, TokenKind},
};

use super::{Reader, Unreadable, constraint::said};

impl Reader<'_> {
    pub(super) fn column(&mut self) -> Result<(), Unreadable> {
        let name = self.cursor.name()?;
        let ty = self.ty().into();
        let mut column = Column {
            name,
            ty,
            ..Column::default()
        };
        while !self.cursor.peek_symbol(",") && !self.cursor.peek_symbol(")") {
            self.column_clause(&mut column)?;
        }
        let declared = self.found.table.columns.len();
        let line = ColumnLine {
            declared,
            identity: declared,
            item: column,
        };
        self.found.table.columns.push(line);
        Ok(())
    }

    /// The declared type, as SQLite reports it: of one that begins with a quote it keeps what is quoted.
    fn ty(&mut self) -> String {
        let first = self.cursor.peek().copied();
        let ty = self.cursor.until(&ends_type);
        let is_quoted = |it: &Token<'_>| matches!(it.kind, TokenKind::Quoted | TokenKind::String);
        match first.filter(|_| !ty.is_empty()).filter(is_quoted) {
            Some(quoted) => quoted.unquoted(),
            None => ty.to_owned(),
        }
    }

    fn column_clause(&mut self, column: &mut Column) -> Result<(), Unreadable> {
        let constraint = self.constraint_name()?;
        let owner = column.name.clone();
        let cursor = &mut self.cursor;
        if cursor.take_words(&["primary", "key"]) {
            self.column_key(constraint, owner)?;
        } else if cursor.take_words(&["not", "null"]) {
            column.not_null = true;
            column.not_null_name = constraint;
            column.on_null = self.conflict()?;
        } else if cursor.take_word("null") {
            // SQLite reads the clause, and does nothing with it.
            self.conflict()?;
        } else if cursor.take_word("unique") {
            let unique = Unique {
                name: constraint,
                columns: vec![owner].into(),
                on_conflict: self.conflict()?,
                ..Unique::default()
            };
            self.push(Constraint::Unique(unique));
        } else if cursor.take_word("check") {
            self.check(constraint, Some(owner))?;
        } else if cursor.take_word("default") {
            column.default = Some(self.default()?.into());
        } else if cursor.take_word("collate") {
            column.collate = Some(cursor.name()?);
        } else if cursor.take_word("references") {
            self.references(constraint, vec![owner])?;
        } else if cursor.peek_symbol(",") || cursor.peek_symbol(")") {
            // A name of nothing.
        } else {
            cursor.take_words(&["generated", "always"]);
            cursor.expect_word("as")?;
            let expression = cursor.parenthesised()?.to_owned().into();
            let stored = cursor.take_word("stored");
            cursor.take_word("virtual");
            column.generated = Some(Generated { expression, stored });
        }
        Ok(())
    }

    fn column_key(&mut self, name: Option<Text>, owner: Text) -> Result<(), Unreadable> {
        self.cursor.take_word("asc");
        let sorting = Sorting {
            collate: None,
            descending: self.cursor.take_word("desc"),
        };
        let key = PrimaryKey {
            name,
            columns: vec![owner].into(),
            sorting: said(vec![sorting]),
            on_conflict: self.conflict()?,
            autoincrement: self.cursor.take_word("autoincrement"),
        };
        self.push(Constraint::PrimaryKey(key));
        Ok(())
    }

    /// A literal with its sign, a word, or an expression in parentheses.
    fn default(&mut self) -> Result<String, Unreadable> {
        if self.cursor.peek_symbol("(") {
            return Ok(format!("({})", self.cursor.parenthesised()?));
        }
        let first = self.cursor.next()?;
        if first.is_symbol("-") || first.is_symbol("+") {
            return Ok(format!("{}{}", first.text, self.cursor.next()?.text));
        }
        match first.kind {
            // A name can't be a default, so SQLite takes it for a string.
            TokenKind::Quoted => Ok(Literal(&first.unquoted()).to_string()),
            TokenKind::Word if !is_value(&first) => Ok(Literal(first.text).to_string()),
            _ => Ok(first.text.to_owned()),
        }
    }
}

/// Whether a word that stands as a default is a value, and no string without quotes.
fn is_value(token: &Token<'_>) -> bool {
    const VALUES: [&str; 6] = [
        "null",
        "true",
        "false",
        "current_time",
        "current_date",
        "current_timestamp",
    ];
    VALUES.into_iter().any(|word| token.is_word(word))
}

/// Whether a token can't belong to a column's type.
fn ends_type(token: &Token<'_>) -> bool {
    const WORDS: [&str; 11] = [
        "constraint",
        "primary",
        "not",
        "null",
        "unique",
        "check",
        "default",
        "collate",
        "references",
        "generated",
        "as",
    ];
    token.is_symbol(",")
        || token.is_symbol(")")
        || WORDS.into_iter().any(|word| token.is_word(word))
}
