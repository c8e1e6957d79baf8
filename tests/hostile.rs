//! Files that somebody has crafted: they can't have the application's functions called, or SQLite's
//! own tables written to.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rusqlite_schema::{
    Error, Options,
    rusqlite::{Connection, functions::FunctionFlags},
    schema,
};
use support::Folder;

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:e37da5632d810fba";
            /// Notes are trimmed, and are never NULL.
            version 2 { sql "UPDATE note SET text = trim(text)"; }
        }

        table note as Note {
            text: Option<String> until 2,
            text: String = "" since 2 from "coalesce(text, '')",
        }
        table tag as Tag { name: String }
    }
}

schema! {
    /// Words, which a function of the application makes short.
    pub schema words in "words.db" {
        extern function slug(1);

        history {
            /// Words.
            version 1 sealed "2:8cf47ae9f42874eb";
            /// Words are said with emphasis.
            version 2 { sql "UPDATE word SET text = text || '!'"; }
        }

        table word as Word {
            text: String check "slug(text) != ''",
            times: Option<i64> until 2,
            times: i64 = 0 since 2 from "coalesce(times, 0)",

            index by_slug ("slug(text)"),
        }
        /// What looks like a call of the application's function is a name.
        view slugs "WITH launch(slug) AS (SELECT slug(text) FROM word) SELECT slug FROM launch";
    }
}

/// A file of version 1, and how often the application's function is called.
fn old(folder: &Folder) -> (Connection, Arc<AtomicUsize>) {
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    let calls = register(&connection);
    connection
        .execute_batch("INSERT INTO note VALUES (' one'), (NULL)")
        .unwrap();
    (connection, calls)
}

/// The same of a schema that calls a function of its own.
fn old_words(folder: &Folder) -> (Connection, Arc<AtomicUsize>) {
    let connection = folder.connect();
    let calls = register(&connection);
    words::create_at(&connection, 1).unwrap();
    connection
        .execute_batch("INSERT INTO word VALUES ('one', NULL)")
        .unwrap();
    (connection, calls)
}

/// Registers what the application calls, and counts the calls of what it doesn't declare.
fn register(connection: &Connection) -> Arc<AtomicUsize> {
    let calls = Arc::new(AtomicUsize::new(0));
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_UTF8;
    for (name, arguments) in [("launch", 1), ("regexp", 2)] {
        let counter = Arc::clone(&calls);
        connection
            .create_scalar_function(name, arguments, flags, move |_| {
                counter.fetch_add(1, Ordering::SeqCst);
                Ok(1)
            })
            .unwrap();
    }
    connection
        .create_scalar_function("slug", 1, flags, |it| it.get::<String>(0))
        .unwrap();
    calls
}

#[test]
fn no_function_of_the_application_is_called() {
    for sql in [
        "CREATE INDEX own ON note (launch(text))",
        "CREATE INDEX own ON tag (launch(name))",
        "CREATE TRIGGER own AFTER UPDATE ON note BEGIN SELECT launch(1); END",
        "CREATE VIEW own AS SELECT launch(text) AS text FROM note",
        "CREATE TABLE own (x DEFAULT (launch(1)), y AS (launch(2)), CHECK (launch(3)))",
    ] {
        let folder = Folder::new();
        let (connection, calls) = old(&folder);
        connection.execute_batch(sql).unwrap();
        calls.store(0, Ordering::SeqCst);
        let bytes = folder.snapshot();
        if let Err(error) = notes::migrate(&connection) {
            bytes.assert_unchanged(folder.path());
            let refused = matches!(
                error,
                Error::UnsafeFunction { .. } | Error::Undeclared { .. } | Error::InTheWay { .. }
            );
            assert!(refused, "{sql}: {error:?}");
        }
        assert_eq!(calls.load(Ordering::SeqCst), 0, "{sql}");
    }
}

#[test]
fn what_calls_one_is_refused() {
    let folder = Folder::new();
    let (mut connection, _) = old(&folder);
    connection
        .execute_batch("CREATE INDEX own ON note (launch(text))")
        .unwrap();
    let bytes = folder.snapshot();
    let options = Options::default().carry_undeclared(true);
    let error = notes::migrate_with(&mut connection, &options).unwrap_err();
    bytes.assert_unchanged(folder.path());
    assert!(matches!(error, Error::UnsafeFunction { .. }), "{error:?}");
    assert!(error.to_string().contains("extern function"), "{error}");
}

/// Whoever calls some functions of the application has SQLite trust the file; only those are called.
#[test]
fn a_schema_with_functions_calls_no_others() {
    for sql in [
        "CREATE INDEX own ON word (launch(text))",
        "CREATE INDEX own ON word (text) WHERE launch(text)",
        "CREATE INDEX own ON word (text REGEXP 'x')",
        "CREATE TRIGGER own AFTER UPDATE ON word BEGIN SELECT \"Launch\" /**/ (1); END",
        "CREATE VIEW own AS SELECT [launch](text) AS text FROM word",
        "CREATE TABLE own (x DEFAULT (launch(1)))",
        "ALTER TABLE word ADD COLUMN own AS (launch(text))",
        "ALTER TABLE word ADD COLUMN own CHECK (launch(own) IS NOT NULL)",
    ] {
        let folder = Folder::new();
        let (mut connection, calls) = old_words(&folder);
        connection.execute_batch(sql).unwrap();
        calls.store(0, Ordering::SeqCst);
        let bytes = folder.snapshot();
        for carry in [false, true] {
            let options = Options::default().carry_undeclared(carry);
            let error = words::migrate_with(&mut connection, &options).unwrap_err();
            bytes.assert_unchanged(folder.path());
            assert!(
                matches!(error, Error::UnsafeFunction { .. }),
                "{sql}: {error:?}"
            );
            let cause = error.with_causes().to_string();
            assert!(cause.contains("own") || cause.contains("word"), "{cause}");
        }
        assert_eq!(calls.load(Ordering::SeqCst), 0, "{sql}");
    }
}

#[test]
fn what_is_declared_may_be_called_and_names_are_no_calls() {
    let folder = Folder::new();
    let (mut connection, calls) = old_words(&folder);
    connection
        .execute_batch(
            "CREATE INDEX own ON word (slug(text) || upper(text));
            CREATE TABLE launch (a REFERENCES launch (a), b AS (slug(a)));
            CREATE INDEX launched ON launch (a) WHERE a LIKE 'x';
            CREATE VIRTUAL TABLE full USING fts5(launch)",
        )
        .unwrap();
    calls.store(0, Ordering::SeqCst);
    let options = Options::default().carry_undeclared(true);
    words::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    assert_eq!(
        support::number(&connection, "SELECT count(*) FROM word WHERE text = 'one!'"),
        1
    );
}

#[test]
fn names_with_quotes_and_control_characters_are_names() {
    let folder = Folder::new();
    let (connection, _) = old(&folder);
    connection
        .execute_batch(
            "CREATE TABLE \"a\"\"; DROP TABLE note; --\" (\"x\n'y\" TEXT);
            CREATE INDEX \"i\"\"\t;\" ON \"a\"\"; DROP TABLE note; --\" (\"x\n'y\");
            CREATE VIEW \"v'; DROP TABLE tag; --\" AS SELECT * FROM \"a\"\"; DROP TABLE note; --\"",
        )
        .unwrap();
    notes::migrate(&connection).unwrap();
    assert_eq!(support::number(&connection, "SELECT count(*) FROM note"), 2);
}
