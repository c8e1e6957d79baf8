//! Files that two branches share under one number: what the journal says of the newest version.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use rusqlite_schema::{
    Drift, Error, Options, Outcome, Report, Warning,
    rusqlite::{Connection, OpenFlags},
};
use support::{Folder, number};

mod pages {
    rusqlite_schema::schema! {
        /// One branch.
        pub schema books in "books.db" {
            journal schema_history;
            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Pages.
                version 2 sealed "2:213a04ccf9466c5c";
            }
            table book as Book { id: i64 primary key, title: String, pages: i64 = 0 since 2 }
        }
    }
}

mod prices {
    rusqlite_schema::schema! {
        /// The other branch.
        pub schema books in "books.db" {
            journal schema_history;
            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Prices.
                version 2 sealed "2:01b59ca4ee5a2607";
            }
            table book as Book { id: i64 primary key, title: String, price: i64 = 0 since 2 }
        }
    }
}

mod steps {
    rusqlite_schema::schema! {
        /// A branch whose shape is that of the first, and whose rows are not.
        pub schema books in "books.db" {
            journal schema_history;
            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Pages.
                version 2 sealed "2:5e0523ee4accb79b" { sql "UPDATE book SET title = trim(title)"; }
            }
            table book as Book { id: i64 primary key, title: String, pages: i64 = 0 since 2 }
        }
    }
}

mod draft {
    rusqlite_schema::schema! {
        /// A draft of the first branch.
        pub schema books in "books.db" {
            journal schema_history;
            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Pages.
                version 2 { sql "UPDATE book SET title = upper(title)"; }
            }
            table book as Book { id: i64 primary key, title: String, pages: i64 = 0 since 2 }
        }
    }
}

mod later {
    rusqlite_schema::schema! {
        /// The first branch, later.
        pub schema books in "books.db" {
            journal schema_history;
            history {
                /// Books.
                version 1 sealed "2:7fd23208bffa1cfa";
                /// Pages.
                version 2 sealed "2:213a04ccf9466c5c";
                /// Shelves.
                version 3;
            }
            table book as Book { id: i64 primary key, title: String, pages: i64 = 0 since 2 }
            table shelf as Shelf since 3 { name: String }
        }
    }
}

/// A file of the branch with the steps, with one book.
fn file() -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    steps::books::migrate(&conn).unwrap();
    conn.execute_batch("INSERT INTO book (title, pages) VALUES ('Emma', 7)")
        .unwrap();
    (folder, conn)
}

fn is_another(error: &Error) -> bool {
    matches!(error, Error::AnotherSeal { version: 2, program, .. } if program.contains("rusqlite-schema"))
}

#[test]
fn a_file_of_another_branch_is_refused_under_every_policy_that_looks() {
    for policy in [Drift::RefuseUnusable, Drift::Refuse, Drift::Repair] {
        let (folder, mut conn) = file();
        let before = folder.snapshot();
        let options = Options::default().drift(policy);
        for error in [
            pages::books::migrate_with(&mut conn, &options).unwrap_err(),
            prices::books::migrate_with(&mut conn, &options).unwrap_err(),
            pages::books::open_with(folder.file(), &options)
                .map(drop)
                .unwrap_err(),
        ] {
            assert!(is_another(&error), "{error}");
            assert!(error.to_string().contains("reshape()"), "{error}");
        }
        before.assert_unchanged(folder.path());
    }
}

#[test]
fn it_is_only_reported_where_only_a_report_is_asked_for() {
    let (folder, mut conn) = file();
    let before = folder.snapshot();
    let mut with = |policy| -> Report {
        pages::books::migrate_with(&mut conn, &Options::default().drift(policy)).unwrap()
    };
    let report = with(Drift::Report);
    assert!(
        matches!(
            &report.warnings[..],
            [Warning::AnotherSeal { version: 2, .. }]
        ),
        "{report}"
    );
    assert!(with(Drift::Ignore).warnings.is_empty());
    before.assert_unchanged(folder.path());
}

#[test]
fn a_connection_that_only_reads_is_refused_as_well() {
    let (folder, conn) = file();
    drop(conn);
    let conn =
        Connection::open_with_flags(folder.file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let error = pages::books::migrate(&conn).unwrap_err();
    assert!(is_another(&error), "{error}");
    steps::books::migrate(&conn).unwrap();
}

#[test]
fn what_the_help_says_brings_the_file_over_once() {
    for reshaped in [pages::books::migrate_with, prices::books::migrate_with] {
        let (folder, mut conn) = file();
        let options = Options::default().reshape();
        let report = reshaped(&mut conn, &options).unwrap();
        assert_eq!(report.outcome, Outcome::Reshaped, "{report}");
        assert!(report.backup.is_some());
        assert_eq!(
            number(&conn, "SELECT pages FROM book WHERE title = 'Emma'"),
            7
        );
        let before = folder.snapshot();
        assert_eq!(
            reshaped(&mut conn, &options).unwrap().outcome,
            Outcome::Current
        );
        assert_eq!(
            reshaped(&mut conn, &Options::default()).unwrap().outcome,
            Outcome::Current
        );
        before.assert_unchanged(folder.path());
        assert!(is_another(&steps::books::migrate(&conn).unwrap_err()));
    }
}

#[test]
fn a_draft_compares_no_seals() {
    let (folder, conn) = file();
    let before = folder.snapshot();
    assert_eq!(
        draft::books::migrate(&conn).unwrap().outcome,
        Outcome::Current
    );
    before.assert_unchanged(folder.path());
}

#[test]
fn what_the_journal_does_not_say_is_no_difference() {
    for sql in [
        "DROP TABLE schema_history",
        "DELETE FROM schema_history",
        "UPDATE schema_history SET seal = '3:00c0ffee0123abcd'",
        "UPDATE schema_history SET seal = '00c0ffee0123abcd'",
        "ALTER TABLE schema_history RENAME COLUMN seal TO seals",
        "UPDATE schema_history SET seal = x'00'",
    ] {
        let (_folder, conn) = file();
        conn.execute_batch(sql).unwrap();
        assert_eq!(
            pages::books::migrate(&conn).unwrap().outcome,
            Outcome::Current,
            "{sql}"
        );
    }
}

#[test]
fn a_file_with_the_seal_in_other_case_is_as_declared() {
    let (_folder, conn) = file();
    conn.execute_batch("UPDATE schema_history SET seal = upper(seal)")
        .unwrap();
    assert_eq!(
        steps::books::migrate(&conn).unwrap().outcome,
        Outcome::Current
    );
}

#[test]
fn an_upgrade_from_there_says_so() {
    let (_folder, conn) = file();
    let report = later::books::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 2 });
    let is_said = |it: &Warning| matches!(it, Warning::AnotherSeal { version: 2, .. });
    assert!(report.warnings.iter().any(is_said), "{report}");
    assert_eq!(number(&conn, "SELECT count(*) FROM book"), 1);
}
