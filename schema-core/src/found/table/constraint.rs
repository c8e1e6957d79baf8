//! Keys, foreign keys and checks.

use crate::model::{
    Check, Constraint, Deferrable, ForeignKey, List, OnConflict, PrimaryKey, ReferentialAction,
    Sorting, Text, Unique,
};

use super::{Reader, Unreadable};

impl Reader<'_> {
    pub(super) fn table_constraint(&mut self) -> Result<(), Unreadable> {
        let name = self.constraint_name()?;
        if self.cursor.take_words(&["primary", "key"]) {
            let (columns, sorting, autoincrement) = self.key_columns()?;
            let key = PrimaryKey {
                name,
                columns: columns.into(),
                sorting,
                on_conflict: self.conflict()?,
                autoincrement,
            };
            self.key_line = Some(self.found.table.constraints.len());
            self.push(Constraint::PrimaryKey(key));
        } else if self.cursor.take_word("unique") {
            let (columns, sorting, _) = self.key_columns()?;
            let unique = Unique {
                name,
                columns: columns.into(),
                sorting,
                on_conflict: self.conflict()?,
            };
            self.push(Constraint::Unique(unique));
        } else if self.cursor.take_word("check") {
            self.check(name, None)?;
            // SQLite reads the clause, and does nothing with it.
            self.conflict()?;
        } else {
            if !self.cursor.take_words(&["foreign", "key"]) {
                return Err(Unreadable);
            }
            let columns = self.cursor.names()?;
            self.cursor.expect_word("references")?;
            self.references(name, columns)?;
        }
        Ok(())
    }

    /// `CONSTRAINT name`; of several, the last counts.
    pub(super) fn constraint_name(&mut self) -> Result<Option<Text>, Unreadable> {
        let mut name = None;
        while self.cursor.take_word("constraint") {
            name = Some(self.cursor.name()?);
        }
        Ok(name)
    }

    /// `(a COLLATE nocase, b DESC)`, where DB Browser for SQLite also writes `AUTOINCREMENT`.
    fn key_columns(&mut self) -> Result<(Vec<Text>, List<Sorting>, bool), Unreadable> {
        let mut autoincrement = false;
        let (mut columns, mut all) = (Vec::new(), Vec::new());
        self.cursor.expect_symbol("(")?;
        loop {
            columns.push(self.cursor.name()?);
            let mut sorting = Sorting::default();
            if self.cursor.take_word("collate") {
                sorting.collate = Some(self.cursor.name()?);
            }
            sorting.descending = self.cursor.take_word("desc");
            self.cursor.take_word("asc");
            all.push(sorting);
            autoincrement |= self.cursor.take_word("autoincrement");
            if self.cursor.take_symbol(")") {
                return Ok((columns, said(all), autoincrement));
            }
            self.cursor.expect_symbol(",")?;
        }
    }

    pub(super) fn check(
        &mut self,
        name: Option<Text>,
        column: Option<Text>,
    ) -> Result<(), Unreadable> {
        let expression = self.cursor.parenthesised()?.to_owned().into();
        self.push(Constraint::Check(Check {
            name,
            column,
            expression,
        }));
        Ok(())
    }

    /// `ON CONFLICT …`
    pub(super) fn conflict(&mut self) -> Result<OnConflict, Unreadable> {
        if !self.cursor.take_words(&["on", "conflict"]) {
            return Ok(OnConflict::Abort);
        }
        let actions = [
            ("abort", OnConflict::Abort),
            ("rollback", OnConflict::Rollback),
            ("fail", OnConflict::Fail),
            ("ignore", OnConflict::Ignore),
            ("replace", OnConflict::Replace),
        ];
        let mut actions = actions.into_iter();
        let taken = actions.find(|(word, _)| self.cursor.take_word(word));
        taken.map(|(_, action)| action).ok_or(Unreadable)
    }

    pub(super) fn references(
        &mut self,
        name: Option<Text>,
        columns: Vec<Text>,
    ) -> Result<(), Unreadable> {
        let table = self.cursor.name()?;
        let parents = if self.cursor.peek_symbol("(") {
            self.cursor.names()?
        } else {
            Vec::new()
        };
        let mut key = ForeignKey {
            name,
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

/// How a key is sorted, if it says anything of that.
pub(super) fn said(all: Vec<Sorting>) -> List<Sorting> {
    if all.iter().all(|it| *it == Sorting::default()) {
        return List::default();
    }
    all.into()
}
