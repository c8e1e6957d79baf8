//! Keys, foreign keys and checks.

use crate::model::{
    Check, Constraint, Deferrable, ForeignKey, PrimaryKey, ReferentialAction, Text, Unique,
};

use super::{Reader, Unreadable};

impl Reader<'_> {
    pub(super) fn table_constraint(&mut self) -> Result<(), Unreadable> {
        if self.cursor.take_word("constraint") {
            self.cursor.name()?;
        }
        if self.cursor.take_words(&["primary", "key"]) {
            let (columns, autoincrement) = self.key_columns()?;
            self.push(Constraint::PrimaryKey(PrimaryKey {
                columns: columns.into(),
                autoincrement,
            }));
        } else if self.cursor.take_word("unique") {
            let (columns, _) = self.key_columns()?;
            self.push(Constraint::Unique(Unique {
                columns: columns.into(),
            }));
        } else if self.cursor.take_word("check") {
            self.check(None)?;
        } else {
            if !self.cursor.take_words(&["foreign", "key"]) {
                return Err(Unreadable);
            }
            let columns = self.cursor.names()?;
            self.cursor.expect_word("references")?;
            self.references(columns)?;
        }
        self.conflict()
    }

    /// `(a COLLATE nocase, b DESC)`, where DB Browser for SQLite also writes `AUTOINCREMENT`.
    fn key_columns(&mut self) -> Result<(Vec<Text>, bool), Unreadable> {
        let mut autoincrement = false;
        let mut columns = Vec::new();
        self.cursor.expect_symbol("(")?;
        loop {
            columns.push(self.cursor.name()?);
            if self.cursor.take_word("collate") {
                let collation = self.cursor.name()?;
                self.found
                    .peculiar
                    .push(format!("COLLATE {collation} in a key"));
            }
            if self.cursor.take_word("desc") {
                self.found.peculiar.push("DESC in a key".to_owned());
            }
            self.cursor.take_word("asc");
            autoincrement |= self.cursor.take_word("autoincrement");
            if self.cursor.take_symbol(")") {
                return Ok((columns, autoincrement));
            }
            self.cursor.expect_symbol(",")?;
        }
    }

    pub(super) fn check(&mut self, column: Option<Text>) -> Result<(), Unreadable> {
        let expression = self.cursor.parenthesised()?.to_owned().into();
        self.push(Constraint::Check(Check { column, expression }));
        Ok(())
    }

    /// `ON CONFLICT …`, for which the language has no word.
    pub(super) fn conflict(&mut self) -> Result<(), Unreadable> {
        if self.cursor.take_words(&["on", "conflict"]) {
            let action = self.cursor.next()?.text.to_ascii_uppercase();
            if action != "ABORT" {
                self.found.peculiar.push(format!("ON CONFLICT {action}"));
            }
        }
        Ok(())
    }

    pub(super) fn references(&mut self, columns: Vec<Text>) -> Result<(), Unreadable> {
        let table = self.cursor.name()?;
        let parents = if self.cursor.peek_symbol("(") {
            self.cursor.names()?
        } else {
            Vec::new()
        };
        let mut key = ForeignKey {
            columns: columns.into(),
            table,
            parent_columns: parents.into(),
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
            deferrable: Deferrable::No,
        };
        loop {
            if self.cursor.take_words(&["on", "delete"]) {
                key.on_delete = self.referential_action()?;
            } else if self.cursor.take_words(&["on", "update"]) {
                key.on_update = self.referential_action()?;
            } else if self.cursor.take_word("match") {
                self.cursor.name()?;
            } else if self.cursor.take_words(&["not", "deferrable"]) {
                self.initially();
            } else if self.cursor.take_word("deferrable") {
                key.deferrable = self.initially();
            } else {
                self.push(Constraint::ForeignKey(key));
                return Ok(());
            }
        }
    }

    fn initially(&mut self) -> Deferrable {
        if self.cursor.take_words(&["initially", "deferred"]) {
            return Deferrable::InitiallyDeferred;
        }
        self.cursor.take_words(&["initially", "immediate"]);
        Deferrable::InitiallyImmediate
    }

    fn referential_action(&mut self) -> Result<ReferentialAction, Unreadable> {
        let actions: [(&[&str], ReferentialAction); 5] = [
            (&["no", "action"], ReferentialAction::NoAction),
            (&["restrict"], ReferentialAction::Restrict),
            (&["set", "null"], ReferentialAction::SetNull),
            (&["set", "default"], ReferentialAction::SetDefault),
            (&["cascade"], ReferentialAction::Cascade),
        ];
        let taken = actions
            .into_iter()
            .find(|(words, _)| self.cursor.take_words(words));
        taken.map(|(_, action)| action).ok_or(Unreadable)
    }
}
