//! Newer files: what the journal records, and what older programs do with it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{
    Drift, Error, Options, Outcome, Report,
    rusqlite::{Connection, Row},
};
use support::{Folder, number};

mod first {
    rusqlite_schema::schema! {
        /// Books, as the first release knew them.
        pub schema books in "books.db" {
            journal schema_history;

            history {
                /// Books.
                version 1;
            }

            table book as Book { id: i64 primary key, title: String }
        }
    }
}

mod second {
    rusqlite_schema::schema! {
        /// Books, as the second release knew them.
        pub schema books in "books.db" {
            journal schema_history;

            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Pages, and their authors.
                version 2;
            }

            table book as Book { id: i64 primary key, title: String, pages: i64 = 0 since 2 }
            table author as Author since 2 { name: String }
        }
    }
}

mod newest {
    rusqlite_schema::schema! {
        /// Books, as the newest release knows them.
        pub schema books in "books.db" {
            journal schema_history;

            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Pages, and their authors.
                version 2 sealed "2:ae07d09ef741a5ea";
                /// Every book writes an author.
                version 3 sealed "2:711654d7494022f9";
                /// Titles are trimmed; whoever reads them does not mind.
                version 4 sealed "2:bf81a9bd3ad3194f" compatible { sql "UPDATE book SET title = trim(title)"; }
                /// Pages are not what they were.
                version 5 breaking;
            }

            table book as Book {
                id: i64 primary key,
                title: String,
                pages: i64 = 0 since 2,
            }
            table author as Author since 2 { name: String }
            trigger reads after insert on book "INSERT INTO author VALUES (new.title);" since 3;
        }
    }
}

mod other {
    rusqlite_schema::schema! {
        /// Another branch, which has another version 2.
        pub schema books in "books.db" {
            journal schema_history;

            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Prices.
                version 2;
            }

            table book as Book { id: i64 primary key, title: String, price: i64 = 0 since 2 }
        }
    }
}

mod before {
    rusqlite_schema::schema! {
        /// Books, before there was a journal.
        pub schema books in "books.db" {
            history {
                /// Books.
                version 1;
            }

            table book as Book { id: i64 primary key, title: String }
        }
    }
}

fn at(version: i64) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    newest::books::create_at(&connection, version).unwrap();
    (folder, connection)
}

fn outcome(report: &Report) -> (i64, bool) {
    match report.outcome {
        Outcome::Newer { version, read_only } => (version, read_only),
        other => panic!("{other:?}"),
    }
}

/// `version`, `readers` and `writers` of each entry.
fn entries(connection: &Connection) -> Vec<(i64, i64, i64)> {
    let sql = "SELECT version, readers, writers FROM schema_history ORDER BY rowid";
    let mut statement = connection.prepare(sql).unwrap();
    let entry = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let entries = statement.query_map([], entry).unwrap();
    entries.map(Result::unwrap).collect()
}

#[test]
fn each_version_is_recorded_with_its_floor() {
    let (_folder, connection) = at(1);
    assert_eq!(entries(&connection), [(1, 1, 1)]);
    newest::books::migrate(&connection).unwrap();
    let expected = [(1, 1, 1), (2, 1, 1), (3, 1, 3), (4, 1, 3), (5, 5, 5)];
    assert_eq!(entries(&connection), expected);
    let sql = "SELECT program || '|' || seal || '|' || at FROM schema_history WHERE version = 2";
    let entry: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    let parts: Vec<&str> = entry.split('|').collect();
    let release = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    assert_eq!(parts[0], release);
    assert_eq!(parts[1].len(), 18, "the seal: {entry}");
    assert!(parts[2].ends_with('Z') && parts[2].len() == 20, "{entry}");
}

#[test]
fn a_created_file_has_one_entry_and_no_drift() {
    let folder = Folder::new();
    let options = Options::default().drift(Drift::Refuse);
    let (connection, _) = newest::books::open_with(folder.file(), &options).unwrap();
    assert_eq!(entries(&connection), [(5, 5, 5)]);
    let bytes = folder.snapshot();
    let (again, report) = newest::books::open_with(folder.file(), &options).unwrap();
    assert_eq!(
        (report.outcome, report.warnings),
        (Outcome::Current, vec![])
    );
    assert_eq!(entries(&again).len(), 1);
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_file_without_a_journal_gets_one_with_its_next_upgrade() {
    let folder = Folder::new();
    let connection = before::books::open(folder.file()).unwrap();
    let report = first::books::migrate(&connection).unwrap();
    assert_eq!(report.outcome, Outcome::Current, "nothing is to be done");
    newest::books::migrate(&connection).unwrap();
    let versions: Vec<i64> = entries(&connection).iter().map(|it| it.0).collect();
    assert_eq!(versions, [2, 3, 4, 5]);
}

#[test]
fn an_adopted_file_begins_with_the_version_that_it_was_found_to_have() {
    let folder = Folder::new();
    let connection = folder.connect();
    connection
        .execute_batch("CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL)")
        .unwrap();
    second::books::migrate(&connection).unwrap();
    let versions: Vec<i64> = entries(&connection).iter().map(|it| it.0).collect();
    assert_eq!(versions, [1, 2]);
}

#[test]
fn the_typed_steps_record_too() {
    let (_folder, connection) = at(1);
    let at_2 = second::books::v1_to_v2(second::books::begin::<1>(&connection).unwrap()).unwrap();
    assert_eq!(
        number(&connection, "SELECT count(*) FROM schema_history"),
        1
    );
    second::books::finish(at_2).unwrap();
    assert_eq!(
        number(&connection, "SELECT count(*) FROM schema_history"),
        2
    );
}

#[test]
fn an_older_program_works_with_a_compatible_file() {
    let (folder, _) = at(2);
    let bytes = folder.snapshot();
    let options = Options::default().drift(Drift::Refuse);
    let (connection, report) = first::books::open_with(folder.file(), &options).unwrap();
    assert_eq!(outcome(&report), (2, false));
    assert_eq!(report.warnings, [], "what is new is not its business");
    bytes.assert_unchanged(folder.path());
    let book = first::books::Book {
        id: 1,
        title: "Emma".into(),
    };
    book.insert(&connection).unwrap();
    assert_eq!(number(&connection, "SELECT pages FROM book"), 0);
    let report = newest::books::migrate(&connection).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 2 });
}

#[test]
fn an_older_program_only_reads_where_rows_of_its_own_could_be_refused() {
    for version in [3, 4] {
        let (folder, writer) = at(version);
        let bytes = folder.snapshot();
        let (connection, report) =
            first::books::open_with(folder.file(), &Options::default()).unwrap();
        assert_eq!(outcome(&report), (version, true));
        assert_eq!(number(&connection, "SELECT count(*) FROM book"), 0);
        connection.execute("DELETE FROM book", []).unwrap_err();
        let error = second::books::migrate(&writer).unwrap_err();
        let Error::ReadersOnly {
            found,
            newest,
            needed,
            ..
        } = error
        else {
            panic!("{error:?}");
        };
        assert_eq!((found, newest, needed), (version, 2, 3));
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn an_older_program_refuses_a_file_that_it_could_not_read() {
    let (folder, _) = at(5);
    let bytes = folder.snapshot();
    let error = second::books::open(folder.file()).unwrap_err();
    bytes.assert_unchanged(folder.path());
    assert!(matches!(
        error,
        Error::TooNew {
            found: 5,
            newest: 2,
            needed: Some(5),
            ..
        }
    ));
    let told = error.to_string();
    for part in ["at version 5", "programs of version 5", "up to 2"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_journal_of_another_history_opens_nothing() {
    let folder = Folder::new();
    let connection = folder.connect();
    newest::books::create_at(&connection, 2).unwrap();
    // The newer program has gone through its own version 2, and on to a compatible one.
    connection
        .execute_batch(
            "INSERT INTO schema_history SELECT 3, at, program, seal, 1, 1 FROM schema_history;
            PRAGMA user_version = 3",
        )
        .unwrap();
    assert_eq!(
        outcome(&second::books::migrate(&connection).unwrap()),
        (3, false)
    );
    let error = other::books::migrate(&connection).unwrap_err();
    assert!(
        matches!(error, Error::TooNew { needed: None, .. }),
        "{error:?}"
    );
}

/// A release from before seals had editions wrote another one for the same declaration.
#[test]
fn seals_of_another_edition_say_nothing() {
    for (seal, is_ours) in [
        ("0123456789abcdef", true),
        ("3:0123456789abcdef", true),
        ("2:0123456789abcdef", false),
        ("no seal", false),
    ] {
        let (_folder, connection) = at(2);
        let sql = "INSERT INTO schema_history SELECT 1, at, program, ?1, 1, 1 FROM schema_history";
        connection.execute(sql, [seal]).unwrap();
        let opened = first::books::migrate(&connection);
        assert_eq!(opened.is_ok(), is_ours, "{seal}: {opened:?}");
    }
}

#[test]
fn what_is_no_journal_opens_nothing() {
    for sql in [
        "DROP TABLE schema_history",
        "DELETE FROM schema_history",
        "UPDATE schema_history SET readers = 'x'",
        "UPDATE schema_history SET readers = 0",
        "UPDATE schema_history SET writers = 9",
        "UPDATE schema_history SET readers = 2, writers = 1",
        "DROP TABLE schema_history; CREATE TABLE schema_history (version)",
        "DROP TABLE schema_history; CREATE VIEW schema_history AS SELECT * FROM schema_history",
    ] {
        let (folder, connection) = at(2);
        connection.execute_batch(sql).unwrap();
        let bytes = folder.snapshot();
        let error = first::books::migrate(&connection).unwrap_err();
        assert!(matches!(error, Error::TooNew { .. }), "{sql}: {error:?}");
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn a_floor_that_lies_is_found_out() {
    let (_folder, connection) = at(2);
    connection
        .execute_batch("ALTER TABLE book RENAME COLUMN title TO name")
        .unwrap();
    let mut connection = connection;
    let options = Options::default().drift(Drift::Report);
    let report = first::books::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.warnings.len(), 1, "{report}");
    // No struct of the older program could read it, so it is refused without being asked.
    for drift in [Drift::RefuseUnusable, Drift::Refuse] {
        let options = Options::default().drift(drift);
        let error = first::books::migrate_with(&mut connection, &options).unwrap_err();
        assert!(matches!(error, Error::Drift { .. }), "{error:?}");
        assert!(error.to_string().contains("update the program"), "{error}");
    }
}

#[test]
fn a_run_that_fails_records_nothing() {
    let (folder, connection) = at(1);
    connection
        .execute_batch("INSERT INTO book (title) VALUES ('Emma'), ('Emma '); CREATE UNIQUE INDEX one ON book (title)")
        .unwrap();
    let bytes = folder.snapshot();
    newest::books::migrate(&connection).unwrap_err();
    bytes.assert_unchanged(folder.path());
}

/// What SQLite can't read says nothing of newer versions: "update the program" would not help.
#[test]
fn a_journal_that_is_damaged_is_not_taken_for_a_newer_history() {
    let (folder, connection) = at(2);
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'schema_history'";
    let page = number(&connection, "PRAGMA page_size");
    let begin = (number(&connection, root) - 1) * page;
    drop(connection);
    let mut bytes = std::fs::read(folder.file()).unwrap();
    let (begin, page) = (
        usize::try_from(begin).unwrap(),
        usize::try_from(page).unwrap(),
    );
    bytes[begin..begin + page].fill(0xff);
    std::fs::write(folder.file(), &bytes).unwrap();

    let error = first::books::migrate(&folder.connect()).unwrap_err();
    assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
    assert_eq!(std::fs::read(folder.file()).unwrap(), bytes);
}

/// A file can come to a version twice, after a copy was put back for example: what it has now is what was
/// written last.
#[test]
fn of_two_entries_of_a_version_the_last_one_counts() {
    let (_folder, connection) = at(2);
    let former = "INSERT INTO schema_history (rowid, version, at, program, seal, readers, writers)
        SELECT 0, version, at, program, seal, 2, 2 FROM schema_history";
    connection.execute_batch(former).unwrap();
    let report = first::books::migrate(&connection).unwrap();
    assert_eq!(outcome(&report), (2, false));
}
