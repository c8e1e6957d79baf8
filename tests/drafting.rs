//! A day of drafting: one file, twenty drafts of one version, and no row or column that is lost.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::collections::BTreeSet;

use rusqlite_schema::{Error, Options, Outcome, Report, Result, rusqlite::Connection};
use support::{Folder, number};

macro_rules! drafts {
    ($($module:ident: { $($action:tt)* } [$title:tt $($column:tt)*] { $($item:tt)* })*) => {
        $(mod $module {
            rusqlite_schema::schema! {
                /// Books.
                pub(crate) schema books in "books.db" {
                    journal schema_history;
                    history {
                        /// Books.
                        version 1 sealed "2:7fd23208bffa1cfa";
                        /// What the day brings.
                        version 2 breaking { $($action)* }
                    }
                    table book as Book { id: i64 primary key, $title: String $($column)* }
                    $($item)*
                }
            }
        })*

        /// The drafts, in the order in which they were written.
        const DRAFTS: &[(&str, Migrate)] = &[$((stringify!($module), $module::books::migrate_with)),*];
    };
}

type Migrate = fn(&mut Connection, &Options) -> Result<Report>;

drafts! {
    nothing: {} [title] {}
    a_column: {} [title, pages: Option<i64> since 2] {}
    a_default: {} [title, pages: Option<i64> since 2, stars: i64 = 3 since 2] {}
    an_index: {} [title, pages: Option<i64> since 2, stars: i64 = 3 since 2, index by_title (title) since 2] {}
    a_table: {} [title, pages: Option<i64> since 2, stars: i64 = 3 since 2, index by_title (title) since 2] { table shelf as Shelf since 2 { id: i64 primary key, name: String }
        seed shelf since 2 { id: 1, name: "first" } }
    a_reference: {} [title, pages: Option<i64> since 2, stars: i64 = 3 since 2, shelf_id: Option<i64> since 2 references shelf(id)] { table shelf as Shelf since 2 { id: i64 primary key, name: String }
        seed shelf since 2 { id: 1, name: "first" } }
    a_view: {} [title, pages: Option<i64> since 2, stars: i64 = 3 since 2] { table shelf as Shelf since 2 { id: i64 primary key, name: String }
        view titles since 2 "SELECT title FROM book"; }
    a_trigger: {} [title, pages: Option<i64> since 2, stars: i64 = 3 since 2] { trigger shelved after insert on book "INSERT INTO shelf (name) VALUES (new.title);" since 2;
        table shelf as Shelf since 2 { id: i64 primary key, name: String } }
    a_from: {} [title, pages: Option<i64> since 2, slug: String since 2 from "lower(title)"] {}
    a_retyped: {} [title, pages: Option<String> since 2, slug: String since 2 from "lower(title)"] {}
    a_stricter: {} [title, pages: i64 = 0 since 2 from "0", slug: String since 2 from "lower(title)"] {}
    a_dropped: {} [title, pages: Option<i64> since 2] {}
    a_rename: { rename book.title => name; } [name, pages: Option<i64> since 2, index by_name (name) since 2] {}
    a_unique: { rename book.title => name; } [name, pages: Option<i64> since 2, unique index by_name (name, id) since 2] {}
    a_check: { rename book.title => name; sql "UPDATE book SET name = substr(name, 1, 89) WHERE NOT (length(name) < 90)"; } [name, pages: Option<i64> since 2, check "length(name) < 90" since 2] {}
    other_view: { rename book.title => name; } [name, stars: i64 = 3 since 2] { view titles since 2 "SELECT name, stars FROM book"; }
    a_step: { rename book.title => name; sql "UPDATE book SET name = upper(name)"; } [name, stars: i64 = 3 since 2] {}
    other_table: {} [title, stars: i64 = 3 since 2] { table shelf as Shelf since 2 { id: i64 primary key, name: Option<String>, room: String = "front" } }
    other_default: {} [title, stars: i64 = 4 since 2, pages: i64 = 0 since 2] { table shelf as Shelf since 2 { id: i64 primary key, name: String } }
    as_text: {} [title, stars: String = "4" since 2, pages: Option<i64> since 2] {}
    undone: {} [title] {}
}

/// What the file has: its tables, and their columns; a title that was renamed has another name.
fn columns(connection: &Connection) -> BTreeSet<String> {
    let sql = "SELECT m.name || '.' || iif(c.name = 'name' AND m.name = 'book', 'title', c.name)
        FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.map(std::result::Result::unwrap).collect()
}

/// Values that were written by hand are as they were, in whatever column of whatever type they are.
#[track_caller]
fn nothing_is_lost(connection: &Connection, before: &BTreeSet<String>) {
    let after = columns(connection);
    assert_eq!(
        before.difference(&after).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    let title = if number(
        connection,
        "SELECT count(*) FROM pragma_table_info('book') WHERE name = 'title'",
    ) == 1
    {
        "title"
    } else {
        "name"
    };
    let count = |condition: &str| {
        number(
            connection,
            &format!("SELECT count(*) FROM book WHERE {condition}"),
        )
    };
    assert_eq!(
        count(&format!(
            "id = 1 AND {title} = 'Emma' OR id = 2 AND {title} = 'Persuasion'"
        )),
        2
    );
    assert_eq!(count("id = 1 AND mine = 'own'"), 1);
    for (column, value) in [("pages", 12), ("stars", 5)] {
        if after.contains(&format!("book.{column}")) {
            assert_eq!(
                count(&format!("id = 1 AND CAST({column} AS INTEGER) = {value}")),
                1,
                "{column}"
            );
        }
    }
    if after.contains("shelf.name") {
        assert!(
            number(
                connection,
                "SELECT count(*) FROM shelf WHERE name IN ('first', 'by hand')"
            ) > 0
        );
    }
}

/// Somebody writes into the columns and tables that have come.
fn write(connection: &Connection, before: &BTreeSet<String>) {
    for (column, value) in [("pages", 12), ("stars", 5)] {
        let name = format!("book.{column}");
        if columns(connection).contains(&name) && !before.contains(&name) {
            let sql = format!("UPDATE book SET {column} = {value} WHERE id = 1");
            connection.execute_batch(&sql).unwrap();
        }
    }
    if columns(connection).contains("shelf.name") && !before.contains("shelf.name") {
        connection
            .execute_batch("INSERT INTO shelf (name) VALUES ('by hand')")
            .unwrap();
    }
}

/// Reshapes a file twice, of which the second time does nothing; a draft that nothing fills is refused.
#[track_caller]
fn reshape(folder: &Folder, connection: &mut Connection, (name, migrate): (&str, Migrate)) -> bool {
    let before = columns(connection);
    let options = Options::default().reshape();
    let bytes = folder.snapshot();
    match migrate(connection, &options) {
        Ok(report) => assert!(
            matches!(report.outcome, Outcome::Reshaped | Outcome::Current),
            "{name}: {report}"
        ),
        // Nothing says what a column would hold, or a row has no value where there has to be one.
        Err(Error::Drift { .. } | Error::Step { .. }) => {
            bytes.assert_unchanged(folder.path());
            return false;
        }
        Err(error) => panic!("{name}: {error}"),
    }
    let bytes = folder.snapshot();
    let again = migrate(connection, &options).unwrap();
    assert_eq!(again.outcome, Outcome::Current, "{name}: {again}");
    assert_eq!(
        migrate(connection, &Options::default()).unwrap().outcome,
        Outcome::Current
    );
    bytes.assert_unchanged(folder.path());
    write(connection, &before);
    nothing_is_lost(connection, &before);
    true
}

fn started() -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = nothing::books::open(folder.file()).unwrap();
    connection
        .execute_batch(
            "PRAGMA synchronous = OFF; INSERT INTO book VALUES (1, 'Emma'), (2, 'Persuasion');
            ALTER TABLE book ADD COLUMN mine TEXT; UPDATE book SET mine = 'own' WHERE id = 1",
        )
        .unwrap();
    (folder, connection)
}

#[test]
fn a_day_of_drafting_loses_nothing() {
    let (folder, mut connection) = started();
    let mut refused = Vec::new();
    for draft in DRAFTS {
        if !reshape(&folder, &mut connection, *draft) {
            refused.push(draft.0);
        }
    }
    // Pages may be absent; and once the title has its new name, nothing says what a title would be.
    let expected = [
        "a_stricter",
        "other_table",
        "other_default",
        "as_text",
        "undone",
    ];
    assert_eq!(refused, expected);
    assert_eq!(DRAFTS.len(), 21);
}

/// Two programs with different drafts open one file in turns.
#[test]
fn any_two_drafts_in_turns_lose_nothing() {
    for (at, one) in DRAFTS.iter().enumerate() {
        for other in DRAFTS.iter().skip(at + 1).step_by(4) {
            let (folder, mut connection) = started();
            for draft in [one, other, one, other] {
                reshape(&folder, &mut connection, *draft);
            }
        }
    }
}

/// What is only opened is completed, or refused as it was.
#[test]
fn any_two_drafts_that_are_only_opened_lose_nothing() {
    for (_, one) in DRAFTS {
        for (name, other) in DRAFTS.iter().step_by(3) {
            let (folder, mut connection) = started();
            for migrate in [one, other, one] {
                let (before, bytes) = (columns(&connection), folder.snapshot());
                match migrate(&mut connection, &Options::default()) {
                    Ok(_) => write(&connection, &before),
                    Err(error) => {
                        assert!(matches!(error, Error::Drift { .. }), "{name}: {error}");
                        bytes.assert_unchanged(folder.path());
                    }
                }
                nothing_is_lost(&connection, &before);
            }
        }
    }
}
