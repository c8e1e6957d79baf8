//! Reading `CREATE TABLE`, after <https://sqlite.org/lang_createtable.html>.

use crate::{
    model::{
        Check, Column, Constraint, Deferrable, ForeignKey, Generated, PrimaryKey,
        ReferentialAction, Text, Unique,
    },
    shape::{ColumnLine, Table, Traced},
    sql::{Token, TokenKind},
};

use super::{
    FoundTable,
    cursor::{Cursor, Unreadable},
    strings,
};

/// Reads a table from its `CREATE TABLE` statement.
///
/// # Errors
///
/// The text is no such statement.
pub fn read_table(sql: &str) -> Result<FoundTable, Unreadable> {
    let mut cursor = Cursor::new(sql);
    let name = cursor.head(&["create", "table"])?;
    let table = Table {
        name: name.into_owned(),
        ..Table::default()
    };
    let mut reader = Reader {
        cursor,
        found: FoundTable {
            table,
            peculiar: Vec::new(),
        },
    };
    reader.body()?;
    reader.options()?;
    strings::in_table(&mut reader.found.table);
    Ok(reader.found)
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    found: FoundTable,
}

impl Reader<'_> {
    fn body(&mut self) -> Result<(), Unreadable> {
        self.cursor.expect_symbol("(")?;
        loop {
            // SQLite doesn't insist on the comma between table constraints.
            if self.is_constraint() {
                self.table_constraint()?;
            } else {
                self.column()?;
            }
            if self.cursor.take_symbol(")") {
                return Ok(());
            }
            if !self.cursor.take_symbol(",") && !self.is_constraint() {
                return Err(Unreadable);
            }
        }
    }

    fn options(&mut self) -> Result<(), Unreadable> {
        loop {
            if self.cursor.take_word("strict") {
                self.found.table.strict = true;
            } else if self.cursor.take_words(&["without", "rowid"]) {
                self.found.table.without_rowid = true;
            } else if !self.cursor.take_symbol(",") && !self.cursor.take_symbol(";") {
                return if self.cursor.is_at_end() {
                    Ok(())
                } else {
                    Err(Unreadable)
                };
            }
        }
    }

    fn is_constraint(&self) -> bool {
        const WORDS: [&str; 5] = ["constraint", "primary", "unique", "check", "foreign"];
        WORDS.into_iter().any(|word| self.cursor.peek_word(word))
    }

    fn push(&mut self, constraint: Constraint) {
        let declared = self.found.table.constraints.len();
        self.found.table.constraints.push(Traced {
            declared,
            item: constraint,
        });
    }

    fn table_constraint(&mut self) -> Result<(), Unreadable> {
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

    fn check(&mut self, column: Option<Text>) -> Result<(), Unreadable> {
        let expression = self.cursor.parenthesised()?.to_owned().into();
        self.push(Constraint::Check(Check { column, expression }));
        Ok(())
    }

    /// `ON CONFLICT …`, for which the language has no word.
    fn conflict(&mut self) -> Result<(), Unreadable> {
        if self.cursor.take_words(&["on", "conflict"]) {
            let action = self.cursor.next()?.text.to_ascii_uppercase();
            if action != "ABORT" {
                self.found.peculiar.push(format!("ON CONFLICT {action}"));
            }
        }
        Ok(())
    }

    fn column(&mut self) -> Result<(), Unreadable> {
        let name = self.cursor.name()?;
        let ty = self.cursor.until(ends_type).to_owned().into();
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

    fn column_clause(&mut self, column: &mut Column) -> Result<(), Unreadable> {
        let name = column.name.clone();
        let cursor = &mut self.cursor;
        if cursor.take_word("constraint") {
            cursor.name()?;
        } else if cursor.take_words(&["primary", "key"]) {
            self.column_key(name)?;
        } else if cursor.take_words(&["not", "null"]) {
            column.not_null = true;
            self.conflict()?;
        } else if cursor.take_word("null") {
            self.conflict()?;
        } else if cursor.take_word("unique") {
            self.push(Constraint::Unique(Unique {
                columns: vec![name].into(),
            }));
            self.conflict()?;
        } else if cursor.take_word("check") {
            self.check(Some(name))?;
        } else if cursor.take_word("default") {
            column.default = Some(self.default()?.into());
        } else if cursor.take_word("collate") {
            column.collate = Some(cursor.name()?);
        } else if cursor.take_word("references") {
            self.references(vec![name])?;
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

    fn column_key(&mut self, name: Text) -> Result<(), Unreadable> {
        self.cursor.take_word("asc");
        if self.cursor.take_word("desc") {
            self.found.peculiar.push("DESC in a key".to_owned());
        }
        self.conflict()?;
        let autoincrement = self.cursor.take_word("autoincrement");
        let columns = vec![name].into();
        self.push(Constraint::PrimaryKey(PrimaryKey {
            columns,
            autoincrement,
        }));
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
            TokenKind::Quoted => Ok(crate::sql::Literal(&first.unquoted()).to_string()),
            _ => Ok(first.text.to_owned()),
        }
    }

    fn references(&mut self, columns: Vec<Text>) -> Result<(), Unreadable> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::{CreateTable, Head};

    /// What is read, written again.
    fn again(sql: &str) -> String {
        let found = read_table(sql).unwrap();
        let head = Head::Main;
        let text = CreateTable {
            table: &found.table,
            name: &found.table.name,
            head,
        }
        .to_string();
        let peculiar = found.peculiar.iter().map(|it| format!(" /* {it} */"));
        text.split_whitespace().collect::<Vec<_>>().join(" ") + &peculiar.collect::<String>()
    }

    #[test]
    fn reads_what_people_write() {
        assert_eq!(
            again(
                "CREATE TABLE [t] ('a' integer primary key autoincrement not null, b VARCHAR ( 40 ) DEFAULT (1+1), \"c d\")"
            ),
            "CREATE TABLE main.t ( a integer PRIMARY KEY AUTOINCREMENT NOT NULL, b VARCHAR ( 40 ) DEFAULT (1+1), \"c d\" )",
        );
        assert_eq!(
            again(
                "CREATE TABLE t(a, b CONSTRAINT x CHECK (b > ')') REFERENCES u ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, CONSTRAINT k PRIMARY KEY(a) UNIQUE (a, b) ON CONFLICT IGNORE) WITHOUT ROWID, STRICT"
            ),
            "CREATE TABLE main.t ( a PRIMARY KEY, b CHECK (b > ')') REFERENCES u ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, UNIQUE (a, b) ) STRICT, WITHOUT ROWID /* ON CONFLICT IGNORE */",
        );
        assert_eq!(
            again(
                "CREATE TABLE t(a INT DEFAULT -1, b AS (a + 1) STORED, c TEXT GENERATED ALWAYS AS (a), d DEFAULT \"x\", e DEFAULT CURRENT_TIME)"
            ),
            "CREATE TABLE main.t ( a INT DEFAULT -1, b GENERATED ALWAYS AS (a + 1) STORED, c TEXT GENERATED ALWAYS AS (a) VIRTUAL, d DEFAULT 'x', e DEFAULT CURRENT_TIME )",
        );
    }

    #[test]
    fn reads_nothing_else() {
        for sql in [
            "",
            "CREATE TABLE",
            "CREATE TABLE t",
            "CREATE TABLE t (a",
            "CREATE VIEW t AS SELECT 1",
        ] {
            assert_eq!(read_table(sql), Err(Unreadable), "{sql}");
        }
    }
}
