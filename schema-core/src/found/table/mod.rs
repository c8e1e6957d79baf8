//! Reading `CREATE TABLE`, after <https://sqlite.org/lang_createtable.html>.

mod column;
mod constraint;

use crate::{
    model::{Constraint, List, PrimaryKey},
    shape::{Table, Traced},
    sql::SameWord,
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
        found: FoundTable { table },
        key_line: None,
    };
    reader.body()?;
    reader.options()?;
    reader.settle_rowid();
    strings::in_table(&mut reader.found.table);
    Ok(reader.found)
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    found: FoundTable,
    /// The primary key, if it stands on a line of its own.
    key_line: Option<usize>,
}

impl Reader<'_> {
    /// Leaves out how the rowid is sorted. `PRIMARY KEY (id DESC)` makes an `INTEGER` the rowid, which
    /// is stored in its own order whatever the line says; only at the column, `DESC` makes it none.
    fn settle_rowid(&mut self) {
        let table = &self.found.table;
        let is_rowid = |key: &PrimaryKey| match key.columns.as_ref() {
            [only] => table
                .column(only)
                .is_some_and(|it| it.item.ty.is_same_word("INTEGER")),
            _ => false,
        };
        let has_rowid = !table.without_rowid && table.primary_key().is_some_and(is_rowid);
        let at = self.key_line.filter(|_| has_rowid);
        let constraint = at.and_then(|at| self.found.table.constraints.get_mut(at));
        if let Some(Constraint::PrimaryKey(key)) = constraint.map(|it| &mut it.item) {
            key.sorting = List::default();
        }
    }

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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ddl::{CreateTable, Head};

    /// What is read, written again.
    fn again(sql: &str) -> String {
        let found = read_table(sql).unwrap();
        let head = Head::Main;
        CreateTable {
            table: &found.table,
            name: &found.table.name,
            head,
        }
        .to_string()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
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
            "CREATE TABLE main.t ( a CONSTRAINT k PRIMARY KEY, b CONSTRAINT x CHECK (b > ')') REFERENCES u ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, UNIQUE (a, b) ON CONFLICT IGNORE ) STRICT, WITHOUT ROWID",
        );
        assert_eq!(
            again(
                "CREATE TABLE t(a INT DEFAULT -1, b AS (a + 1) STORED, c TEXT GENERATED ALWAYS AS (a), d DEFAULT \"x\", e DEFAULT CURRENT_TIME)"
            ),
            "CREATE TABLE main.t ( a INT DEFAULT -1, b GENERATED ALWAYS AS (a + 1) STORED, c TEXT GENERATED ALWAYS AS (a) VIRTUAL, d DEFAULT 'x', e DEFAULT CURRENT_TIME )",
        );
    }

    #[test]
    fn reads_what_keys_say_of_conflicts_and_order() {
        assert_eq!(
            again(
                "create table t(a integer primary key desc on conflict replace, b constraint nn not null on conflict ignore constraint u unique on conflict fail, constraint q unique (b collate NoCase desc, a asc) on conflict rollback, constraint c check (a > b) on conflict ignore)"
            ),
            "CREATE TABLE main.t ( a integer PRIMARY KEY DESC ON CONFLICT REPLACE, b CONSTRAINT nn NOT NULL ON CONFLICT IGNORE CONSTRAINT u UNIQUE ON CONFLICT FAIL, CONSTRAINT q UNIQUE (b COLLATE NoCase DESC, a) ON CONFLICT ROLLBACK, CONSTRAINT c CHECK (a > b) )",
        );
        assert_eq!(
            again("CREATE TABLE t(a TEXT, b INT, UNIQUE (a COLLATE nocase), PRIMARY KEY (a DESC))"),
            "CREATE TABLE main.t ( a TEXT PRIMARY KEY DESC, b INT, UNIQUE (a COLLATE nocase) )",
        );
    }

    #[test]
    fn a_rowid_has_no_order_of_its_own() {
        assert_eq!(
            again("CREATE TABLE t(a INTEGER, PRIMARY KEY (a DESC))"),
            "CREATE TABLE main.t ( a INTEGER PRIMARY KEY )",
        );
        assert_eq!(
            again("CREATE TABLE t(a INTEGER, PRIMARY KEY (a DESC)) WITHOUT ROWID"),
            "CREATE TABLE main.t ( a INTEGER PRIMARY KEY DESC ) WITHOUT ROWID",
        );
    }

    #[test]
    fn reads_types_in_quotes() {
        assert_eq!(
            again(
                "CREATE TABLE t(a \"weird type\" NOT NULL, b [VARCHAR(10)], c `NOT NULL`, d 'it''s', e \"INT\" \"X\", f [], g 'order')"
            ),
            "CREATE TABLE main.t ( a weird type NOT NULL, b VARCHAR(10), c \"NOT NULL\", d \"it's\", e INT, f, g \"order\" )",
        );
    }

    #[test]
    fn reads_words_that_are_strings() {
        assert_eq!(
            again(
                "CREATE TABLE t(a DEFAULT active, b DEFAULT \"x\", c DEFAULT true, d DEFAULT Current_Date)"
            ),
            "CREATE TABLE main.t ( a DEFAULT 'active', b DEFAULT 'x', c DEFAULT true, d DEFAULT Current_Date )",
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
