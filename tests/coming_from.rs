//! Files that other tools have looked after, of each of their releases, and what becomes of them: the conversions of
//! the chapter "Coming from other tools", on disk, with types, keys and ledgers as those tools write them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::fmt::Write;

use rusqlite_schema::{
    Error, Options, Outcome, Report,
    rusqlite::{Connection, Result, params},
    schema,
};
use support::{Folder, number, stamp};

/// What the program ran until now, a script for each of its releases.
const SCRIPTS: [&str; 3] = [
    "CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(255) NOT NULL UNIQUE);
     CREATE TABLE book (
         id INTEGER PRIMARY KEY NOT NULL,
         author_id INTEGER NOT NULL REFERENCES author (id) ON DELETE CASCADE,
         title TEXT NOT NULL,
         in_print BOOLEAN NOT NULL DEFAULT 1,
         added_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
     );
     CREATE INDEX book_by_author ON book (author_id);",
    "ALTER TABLE book ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;",
    "ALTER TABLE book RENAME COLUMN title TO name;
     CREATE VIEW book_in_print AS SELECT name FROM book WHERE in_print;",
];

schema! {
    /// A bookshop.
    pub schema shop in "shop.db" {
        history {
            /// Files that another tool has looked after.
            legacy {
                drop table refinery_schema_history;
                drop table _sqlx_migrations;
                drop table __diesel_schema_migrations;
            }
            /// Authors and their books.
            version 1 sealed "2:46842fe4186168da";
            /// Books have pages.
            version 2 sealed "2:e7ec02a351adb83c";
            /// A title is a name.
            version 3 sealed "2:1df9653e2df0515d" { rename book.title => name; }
            /// The number of pages may be unknown: the first version that never was a script.
            version 4;
        }

        table author as Author {
            id: i64 primary key autoincrement,
            name: String as "VARCHAR(255)" unique,
        }

        table book as Book {
            id: i64 primary key,
            author_id: i64 references author(id) on delete cascade,
            name: String,
            in_print: bool as "BOOLEAN" = true,
            added_at: String as "TIMESTAMP" = sql("CURRENT_TIMESTAMP"),
            pages: i64 = 0 since 2 until 4,
            pages: Option<i64> since 4 from "nullif(pages, 0)",

            index book_by_author (author_id),
        }

        view book_in_print "SELECT name FROM book WHERE in_print" since 3;
    }
}

/// A tool, and what it leaves in a file beside the program's own.
struct Tool {
    name: &'static str,
    ledger: &'static str,
    /// One more row of the ledger, for the script of a number.
    entry: fn(&Connection, i64) -> Result<usize>,
}

/// As refinery-core 0.9, sqlx-sqlite 0.8 and `diesel_migrations` 2 create them.
const ADOPTED: [Tool; 3] = [
    Tool {
        name: "refinery_schema_history",
        ledger: "CREATE TABLE IF NOT EXISTS refinery_schema_history(
             version INT4 PRIMARY KEY,
             name VARCHAR(255),
             applied_on VARCHAR(255),
             checksum VARCHAR(255));",
        entry: |conn, number| {
            let sql = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (?1, ?2, ?3, ?4)";
            conn.execute(
                sql,
                params![
                    number,
                    "step",
                    "2025-01-31T12:00:00Z",
                    "9223372036854775809"
                ],
            )
        },
    },
    Tool {
        name: "_sqlx_migrations",
        ledger: "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
             version BIGINT PRIMARY KEY,
             description TEXT NOT NULL,
             installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
             success BOOLEAN NOT NULL,
             checksum BLOB NOT NULL,
             execution_time BIGINT NOT NULL
         );",
        entry: |conn, number| {
            let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                       VALUES (?1, 'step', TRUE, ?2, -1)";
            conn.execute(sql, params![20_250_131_120_000 + number, [7_u8; 48]])
        },
    },
    Tool {
        name: "__diesel_schema_migrations",
        ledger: "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
             version VARCHAR(50) PRIMARY KEY NOT NULL,
             run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
         );",
        entry: |conn, number| {
            let sql = "INSERT INTO __diesel_schema_migrations (version) VALUES (?1)";
            conn.execute(sql, [format!("2025013112000{number}")])
        },
    },
];

/// A file after the scripts of so many releases, with rows, and an author's number that is not to be used again.
fn write_file(folder: &Folder, release: i64, keep: impl Fn(&Connection, i64)) {
    let conn = folder.connect();
    for (number, script) in (1..=release).zip(SCRIPTS) {
        conn.execute_batch(script).unwrap();
        keep(&conn, number);
    }
    let name = if release < 3 { "title" } else { "name" };
    conn.execute_batch(&format!(
        "INSERT INTO author (name) VALUES ('Austen'), ('Woolf'), ('Nobody');
         DELETE FROM author WHERE name = 'Nobody';
         INSERT INTO book (author_id, {name}, in_print, added_at) VALUES
             (1, 'Emma', 1, '2020-01-01 00:00:00'), (2, 'Orlando', 0, '2021-01-01 00:00:00');",
    ))
    .unwrap();
    if release >= 2 {
        let sql = "UPDATE book SET pages = 474 WHERE id = 1";
        conn.execute(sql, []).unwrap();
    }
}

/// Opens the file twice: the second time nothing is to be done.
fn open(folder: &Folder) -> (Connection, Report) {
    let (conn, report) = shop::open_with(folder.file(), &Options::default()).unwrap();
    drop(conn);
    let before = folder.snapshot();
    let (conn, again) = shop::open_with(folder.file(), &Options::default()).unwrap();
    assert_eq!(again.outcome, Outcome::Current);
    assert!(
        folder.snapshot() == before,
        "the second time, something was written"
    );
    (conn, report)
}

/// Everything that was in the file is in it, as the newest version has it.
fn assert_kept(conn: &Connection, report: &Report, release: i64) {
    assert!(report.warnings.is_empty(), "{report}");
    assert_eq!(stamp(conn), 4);
    let mut statement = conn.prepare(shop::Book::SELECT).unwrap();
    let books = statement.query_map([], shop::Book::from_row).unwrap();
    let mut said = String::new();
    for it in books.map(Result::unwrap) {
        let (author, print, pages) = (it.author_id, it.in_print, it.pages);
        writeln!(
            said,
            "{} {author} {} {print} {} {pages:?}",
            it.id, it.name, it.added_at
        )
        .unwrap();
    }
    let pages = if release < 2 { "None" } else { "Some(474)" };
    let expected = format!(
        "1 1 Emma true 2020-01-01 00:00:00 {pages}\n2 2 Orlando false 2021-01-01 00:00:00 None\n"
    );
    assert_eq!(said, expected);
    let ill = "SELECT count(*) FROM pragma_foreign_key_check";
    assert_eq!(number(conn, ill), 0);
    shop::Author {
        id: 0,
        name: "Eliot".to_owned(),
    }
    .insert(conn)
    .unwrap();
    let newest = "SELECT id FROM author WHERE name = 'Eliot'";
    assert_eq!(
        number(conn, newest),
        4,
        "the number of a deleted author was used again"
    );
}

#[test]
fn files_with_a_ledger_are_adopted_from_every_release() {
    for tool in ADOPTED {
        for release in 1..=3 {
            let folder = Folder::new();
            folder.connect().execute_batch(tool.ledger).unwrap();
            write_file(&folder, release, |conn, number| {
                (tool.entry)(conn, number).unwrap();
            });
            let (conn, report) = open(&folder);
            let from = Some(release);
            assert_eq!(report.outcome, Outcome::Adopted { from }, "{}", tool.name);
            assert_kept(&conn, &report, release);
            assert!(!conn.table_exists(None, tool.name).unwrap());
            assert!(report.undeclared.is_empty(), "{report}");
        }
    }
}

/// A kiosk whose prices a script has changed, and which asks one tool's ledger what has run.
macro_rules! kiosk {
    ($name:ident, $ledger:ident, $query:literal) => {
        schema! {
            /// A kiosk.
            pub schema $name in "kiosk.db" {
                history {
                    /// Files that another tool has looked after.
                    legacy {
                        version from $query;
                        drop table $ledger;
                    }
                    /// Papers.
                    version 1 sealed "2:fba67a32f2b4192e";
                    /// Prices are in cents.
                    version 2 sealed "2:bed9549b9e0d9f7d" { sql "UPDATE paper SET price = price * 100"; }
                    /// Everything is dearer.
                    version 3 sealed "2:76e0af6e5099cf34" { sql "UPDATE paper SET price = price + 1"; }
                    /// Papers can be sold out: the first version that never was a script.
                    version 4;
                }
                table paper as Paper { id: i64 primary key, price: i64, sold_out: bool = false since 4 }
            }
        }
    };
}

kiosk!(
    by_refinery,
    refinery_schema_history,
    "SELECT count(*) FROM refinery_schema_history"
);
kiosk!(
    by_sqlx,
    _sqlx_migrations,
    "SELECT count(*) FROM _sqlx_migrations WHERE success"
);
kiosk!(
    by_diesel,
    __diesel_schema_migrations,
    "SELECT count(*) FROM __diesel_schema_migrations"
);

const KIOSKS: [fn(&Connection) -> rusqlite_schema::Result<Report>; 3] =
    [by_refinery::migrate, by_sqlx::migrate, by_diesel::migrate];

/// What the scripts did to the rows shows in the ledger alone.
#[test]
fn a_script_that_changed_rows_does_not_run_again() {
    let scripts = [
        "CREATE TABLE paper (id INTEGER PRIMARY KEY, price INTEGER NOT NULL); INSERT INTO paper VALUES (1, 5)",
        "UPDATE paper SET price = price * 100",
        "UPDATE paper SET price = price + 1",
    ];
    for (at, tool) in ADOPTED.iter().enumerate() {
        for release in 1..=3 {
            let folder = Folder::new();
            let conn = folder.connect();
            conn.execute_batch(tool.ledger).unwrap();
            for (number, script) in (1..=release).zip(scripts) {
                conn.execute_batch(script).unwrap();
                (tool.entry)(&conn, number).unwrap();
            }
            // A program that asks another tool's ledger can't tell, and says so.
            let bytes = folder.snapshot();
            for (_, others) in KIOSKS.iter().enumerate().filter(|(it, _)| *it != at) {
                let error = others(&conn).unwrap_err();
                let Error::WhichVersion { versions, .. } = &error else {
                    panic!("{error}");
                };
                assert_eq!(versions, &[1, 2, 3]);
                bytes.assert_unchanged(folder.path());
            }
            let report = KIOSKS[at](&conn).unwrap();
            let from = Some(release);
            assert_eq!(report.outcome, Outcome::Adopted { from });
            assert_eq!(number(&conn, "SELECT price FROM paper"), 501);
            assert!(!conn.table_exists(None, tool.name).unwrap());
        }
    }
}

#[test]
fn files_whose_scripts_are_counted_are_upgraded_from_every_release() {
    for release in 1..=3 {
        let folder = Folder::new();
        // As `rusqlite_migration` does, after each script.
        write_file(&folder, release, |conn, number| {
            conn.pragma_update(None, "user_version", number).unwrap();
        });
        let (conn, report) = open(&folder);
        assert_eq!(report.outcome, Outcome::Upgraded { from: release });
        assert_kept(&conn, &report, release);
    }
}

schema! {
    /// A forum, once declared with rust-query.
    pub schema forum in "forum.db" {
        history {
            /// Users and what they have written.
            version 1 sealed "2:84c711d79bfa478a";
            /// Posts can be found by their user.
            version 2;
        }

        table user as User strict {
            id: i64 primary key,
            name: String,
            hair_color: Option<String>,

            unique (name),
        }

        table post as Post strict {
            id: i64 primary key,
            author: i64 references user(id),
            hidden: bool check "hidden in (0, 1)",

            index post_author (author) since 2,
        }
    }
}

#[test]
fn files_of_rust_query_are_upgraded() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch(
        r#"PRAGMA journal_mode = WAL;
           CREATE TABLE "user" ("hair_color" TEXT, "id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, UNIQUE ("name")) STRICT;
           CREATE TABLE "post" (
               "author" INTEGER NOT NULL, "hidden" INTEGER NOT NULL, "id" INTEGER PRIMARY KEY,
               CHECK ("hidden" IN (0, 1)), FOREIGN KEY ("author") REFERENCES "user" ("id")
           ) STRICT;
           INSERT INTO user (name) VALUES ('Ann');
           INSERT INTO post (author, hidden) VALUES (1, 0);
           PRAGMA user_version = 1;"#,
    )
    .unwrap();
    drop(conn);
    let (conn, report) = forum::open_with(folder.file(), &Options::default()).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    assert!(
        report.warnings.is_empty() && report.undeclared.is_empty(),
        "{report}"
    );
    let post = conn
        .query_row(forum::Post::SELECT, [], forum::Post::from_row)
        .unwrap();
    assert_eq!((post.author, post.hidden), (1, false));
}
