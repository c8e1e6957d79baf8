//! What values a column holds belongs to its declaration: what comes and goes of them on files.

#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

use rusqlite_schema::{
    Outcome,
    rusqlite::{
        self, Connection,
        types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
    },
    schema,
};

schema! {
    /// Tickets, whose states come and go.
    pub schema desk in "desk.db" {
        journal history;
        pub const STATES: State = [open, done, lost until 3, waiting since 2];

        history {
            /// Tickets.
            version 1 sealed "2:47a45b7ed35295fd";
            /// A ticket waits for somebody.
            version 2 sealed "2:86bdbdafee20ed68";
            /// Nothing is lost.
            version 3 sealed "2:fc7da28b5815bd92" {
                sql "UPDATE ticket SET state = 'open' WHERE state = 'lost'";
                sql "UPDATE ticket SET checked = 'open' WHERE checked = 'lost'";
            }
            /// Larger and smaller numbers.
            version 4;
        }

        table ticket as Ticket {
            id: i64 primary key,
            state: State as TEXT = "open",
            checked: State as TEXT = "open" collate nocase checked,
            size: u8 until 4,
            size: u32 since 4,
            rank: i64 until 4,
            rank: i8 since 4 from "min(max(rank, -128), 127)",
        }
    }
}

/// A word in lower case, which reads nothing else.
#[derive(Debug, PartialEq)]
pub struct Word(String);

impl FromSql for Word {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        let is_word = !text.is_empty() && text.bytes().all(|it| it.is_ascii_lowercase());
        let word = is_word.then(|| Self(text.to_owned()));
        word.ok_or_else(|| FromSqlError::Other(format!("`{text}` is no word").into()))
    }
}

impl ToSql for Word {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

schema! {
    /// Words: those that are given can be read, and nobody reads the others.
    pub schema words in "words.db" {
        history {
            /// Words.
            version 1 sealed "2:2788a26a9dad2b59";
            /// Kinds.
            version 2;
        }
        table entry as Entry {
            id: i64 primary key,
            word: Word as TEXT,
            language: Word as TEXT = "english",
            kind: Word as TEXT since 2 from "'noun'",
        }
        seed entry since 2 { id: 9, word: "house", kind: "noun" }
    }
}

schema! {
    /// Words with a default that is none.
    pub schema wrong_default in "wrong_default.db" {
        history {
            /// Words.
            version 1;
        }
        table entry as Entry { id: i64 primary key, word: Word as TEXT = "Two words" }
    }
}

schema! {
    /// Words with a step that gives none.
    pub schema wrong_step in "wrong_step.db" {
        history {
            /// Words.
            version 1 sealed "2:c35faa5dffbc8668";
            /// No words.
            version 2 { sql "UPDATE entry SET word = 'No word'"; }
        }
        table entry as Entry { id: i64 primary key, word: Word as TEXT }
    }
}

fn at(version: i64) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    desk::create_at(&connection, version).unwrap();
    connection
}

/// What SQLite keeps of the table.
fn text(connection: &Connection) -> String {
    let sql = "SELECT sql FROM sqlite_schema WHERE name = 'ticket'";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn checked_takes_exactly_the_elements_of_each_version() {
    for (version, list) in [
        (1, "('open', 'done', 'lost')"),
        (2, "('open', 'done', 'lost', 'waiting')"),
        (3, "('open', 'done', 'waiting')"),
        (4, "('open', 'done', 'waiting')"),
    ] {
        let text = text(&at(version));
        let check = format!("CHECK (checked COLLATE BINARY IN {list})");
        assert!(text.contains(&check), "{version}: {text}");
        assert_eq!(text.matches("CHECK").count(), 1);
    }
    let newest = at(4);
    let insert = |state: &str| {
        let sql = "INSERT INTO ticket (checked, size, rank) VALUES (?1, 1, 1)";
        newest.execute(sql, [state])
    };
    assert!(insert("done").is_ok());
    assert!(insert("DONE").is_err());
    assert!(insert("lost").is_err());
}

#[test]
fn rows_come_along_and_can_be_read() {
    let connection = at(1);
    let rows = "INSERT INTO ticket (state, checked, size, rank) VALUES \
        ('lost', 'done', 255, 1000), ('done', 'lost', 0, -1000), ('open', 'open', 1, 5)";
    connection.execute_batch(rows).unwrap();
    let report = desk::migrate(&connection).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    let mut statement = connection.prepare(desk::Ticket::SELECT).unwrap();
    let tickets = statement.query_map([], desk::Ticket::from_row).unwrap();
    let tickets = tickets.map(|it| it.map(|it| (it.state, it.checked, it.size, it.rank)));
    let tickets: Vec<_> = tickets.collect::<Result<_, _>>().unwrap();
    let expected = [
        (desk::State::Open, desk::State::Done, 255, 127),
        (desk::State::Done, desk::State::Open, 0, -128),
        (desk::State::Open, desk::State::Open, 1, 5),
    ];
    assert_eq!(tickets, expected);
}

/// An element that comes is one that an older program can't read; one that goes, none that it may write.
#[test]
fn what_comes_and_goes_raises_the_floors() {
    let floors = |version: i64| -> (i64, i64) {
        let sql = "SELECT readers, writers FROM history WHERE version = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        at(version).query_row(sql, [version], read).unwrap()
    };
    assert_eq!(floors(1), (1, 1));
    assert_eq!(floors(2), (2, 2));
    assert_eq!(floors(3), (3, 3));
    assert_eq!(floors(4), (4, 4));
}

#[cfg(feature = "rehearsal")]
mod rehearsed {
    use super::*;
    use rusqlite_schema::RehearsalError;

    #[test]
    fn what_is_given_can_be_read_and_what_is_made_up_is_not() {
        desk::rehearse().unwrap();
        words::rehearse().unwrap();
    }

    fn refused(outcome: Result<rusqlite_schema::Rehearsal, RehearsalError>) -> String {
        let error = outcome.unwrap_err();
        let RehearsalError::Unreadable { column, .. } = &error else {
            panic!("{error}");
        };
        format!("{column}: {error}")
    }

    #[test]
    fn a_default_and_a_step_are_read_by_types_of_the_users_own() {
        let error = refused(wrong_default::rehearse());
        assert!(
            error.starts_with("word: ") && error.contains("`Two words` is no word"),
            "{error}"
        );
        let error = refused(wrong_step::rehearse());
        assert!(
            error.starts_with("word: ") && error.contains("`No word` is no word"),
            "{error}"
        );
    }

    #[test]
    fn rows_of_released_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words-1.db");
        let connection = Connection::open(&path).unwrap();
        words::create_at(&connection, 1).unwrap();
        let pattern = folder.path().join("*.db");
        let pattern = pattern.to_str().unwrap();
        words::rehearse_from(pattern).unwrap();
        let row = "INSERT INTO entry (word) VALUES ('Not a word')";
        connection.execute_batch(row).unwrap();
        let error = words::rehearse_from(pattern).unwrap_err();
        let said = error.with_causes().to_string();
        assert!(said.contains("`Not a word` is no word"), "{said}");
    }
}
