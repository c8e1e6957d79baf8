//! Files without a version number whose version is said by their ledger or by the caller.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use rusqlite_schema::{
    Error, Options, Outcome, outlook,
    rusqlite::{Connection, types::Value},
    schema,
};

schema! {
    /// A shop whose prices were once in whole euros.
    pub schema shop in "shop.db" {
        history {
            /// What refinery has looked after.
            legacy {
                version from "SELECT max(version) FROM refinery_schema_history";
                drop table refinery_schema_history;
            }
            /// Articles.
            version 1 sealed "2:7c0a30672ba2b9f8";
            /// Prices in cents.
            version 2 sealed "2:a0c5598d81bef133" { sql "UPDATE article SET price = price * 100"; }
            /// Prices in tenths of cents.
            version 3 sealed "2:18fe87e2c423cad4" { sql "UPDATE article SET price = price * 10"; }
            /// Names.
            version 4;
        }
        table article as Article { id: i64 primary key, price: i64, name: Option<String> since 4 }
    }
}

const LEDGER: &str = "CREATE TABLE refinery_schema_history (version INT4 PRIMARY KEY)";

/// A file without a number on which these scripts have run.
fn file(scripts: &[i64]) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    shop::create_at(&connection, 1).unwrap();
    let sql = "INSERT INTO article VALUES (1, 5); PRAGMA user_version = 0";
    connection.execute_batch(sql).unwrap();
    connection.execute_batch(LEDGER).unwrap();
    for script in scripts {
        let factor = [1, 100, 10].get(usize::try_from(*script - 1).unwrap());
        let factor = factor.copied().unwrap_or(1);
        let sql = format!(
            "UPDATE article SET price = price * {factor}; INSERT INTO refinery_schema_history VALUES ({script})"
        );
        connection.execute_batch(&sql).unwrap();
    }
    connection
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn price(connection: &Connection) -> i64 {
    number(connection, "SELECT price FROM article")
}

fn dump(connection: &Connection) -> Vec<String> {
    let sql = "SELECT type || name || coalesce(sql, '') FROM sqlite_schema
        UNION ALL SELECT price FROM article UNION ALL SELECT user_version FROM pragma_user_version";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, Value>(0));
    rows.unwrap()
        .map(|it| format!("{:?}", it.unwrap()))
        .collect()
}

#[test]
fn the_ledger_says_which_data_steps_have_run() {
    for scripts in [vec![1], vec![1, 2], vec![1, 2, 3]] {
        let connection = file(&scripts);
        let report = shop::migrate(&connection).unwrap();
        let from = scripts.last().copied();
        assert_eq!(report.outcome, Outcome::Adopted { from });
        assert_eq!(price(&connection), 5000, "{scripts:?}");
        let ledger = "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'refinery%'";
        assert_eq!(number(&connection, ledger), 0);
    }
}

#[test]
fn by_itself_the_shape_does_not_tell() {
    for sql in [
        "DROP TABLE refinery_schema_history",
        "DELETE FROM refinery_schema_history",
        "DELETE FROM refinery_schema_history; INSERT INTO refinery_schema_history VALUES (0)",
    ] {
        let connection = file(&[1, 2]);
        connection.execute_batch(sql).unwrap();
        let before = dump(&connection);
        let error = shop::migrate(&connection).unwrap_err();
        assert!(matches!(error, Error::WhichVersion { .. }), "{error}");
        assert_eq!(dump(&connection), before);
    }
}

#[test]
fn the_file_must_have_that_versions_shape() {
    for (sql, said) in [
        ("INSERT INTO refinery_schema_history VALUES (4)", 4),
        ("ALTER TABLE article RENAME COLUMN price TO cost", 2),
        (
            "ALTER TABLE article ADD COLUMN name INTEGER NOT NULL DEFAULT 0",
            2,
        ),
    ] {
        let connection = file(&[1, 2]);
        connection.execute_batch(sql).unwrap();
        match shop::migrate(&connection).unwrap_err() {
            Error::CannotAdopt {
                version,
                differences,
                ..
            } => {
                assert_eq!(version, said, "{sql}");
                assert!(!differences.is_empty());
            }
            other => unreachable!("{other}"),
        }
        assert_eq!(
            number(&connection, "SELECT count(*) FROM refinery_schema_history"),
            if said == 4 { 3 } else { 2 }
        );
        assert_eq!(number(&connection, "PRAGMA user_version"), 0);
    }
}

#[test]
fn a_number_that_is_not_in_the_history_is_refused() {
    let too_new = file(&[1, 2, 9]);
    let error = shop::migrate(&too_new).unwrap_err();
    assert!(matches!(error, Error::TooNew { found: 9, .. }), "{error}");

    let odd = file(&[1]);
    odd.execute_batch("UPDATE refinery_schema_history SET version = -3")
        .unwrap();
    let error = shop::migrate(&odd).unwrap_err();
    assert!(matches!(error, Error::TooOld { found: -3, .. }), "{error}");

    let text = file(&[1]);
    text.execute_batch("UPDATE refinery_schema_history SET version = 'v1'")
        .unwrap();
    let before = dump(&text);
    shop::migrate(&text).unwrap_err();
    assert_eq!(dump(&text), before);
}

#[test]
fn the_caller_may_say_it() {
    for (version, price_then) in [(1, 5000), (2, 50), (3, 5)] {
        let mut connection = file(&[]);
        let options = Options::default().adopt_at(version);
        let report = shop::migrate_with(&mut connection, &options).unwrap();
        assert_eq!(
            report.outcome,
            Outcome::Adopted {
                from: Some(version)
            }
        );
        assert_eq!(price(&connection), price_then);
        // A file that has a number has it.
        let report = shop::migrate_with(&mut connection, &options).unwrap();
        assert_eq!(report.outcome, Outcome::Current);
    }
    let mut empty = Connection::open_in_memory().unwrap();
    let options = Options::default().adopt_at(2);
    let report = shop::migrate_with(&mut empty, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Created);
    for (version, is_new) in [(9, true), (0, false)] {
        let mut connection = file(&[1]);
        let options = Options::default().adopt_at(version);
        let error = shop::migrate_with(&mut connection, &options).unwrap_err();
        let is_right = match error {
            Error::TooNew { .. } => is_new,
            Error::TooOld { .. } => !is_new,
            _ => false,
        };
        assert!(is_right, "{error}");
    }
}

#[test]
fn adoption_alone_keeps_the_number_that_the_ledger_had() {
    let connection = file(&[1, 2]);
    let report = shop::adopt(&connection).unwrap();
    assert_eq!(report.outcome, Outcome::Adopted { from: Some(2) });
    assert_eq!(number(&connection, "PRAGMA user_version"), 2);
    assert_eq!(price(&connection), 500);
    shop::migrate(&connection).unwrap();
    assert_eq!(price(&connection), 5000);
}

#[test]
fn what_would_be_done_is_what_is_done() {
    let connection = file(&[1, 2]);
    let before = dump(&connection);
    let outlook = outlook(&connection, shop::PROGRAM).unwrap();
    assert_eq!(outlook.outcome, Outcome::Adopted { from: Some(2) });
    assert_eq!(dump(&connection), before);
    let report = shop::migrate(&connection).unwrap();
    let planned: Vec<_> = outlook.steps.iter().map(|it| &it.what).collect();
    let done: Vec<_> = report.steps.iter().map(|it| &it.what).collect();
    assert_eq!(planned, done);
}

#[test]
fn another_applications_ledger_makes_no_file_ours() {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch(&format!(
            "{LEDGER}; INSERT INTO refinery_schema_history VALUES (1); CREATE TABLE theirs (x)"
        ))
        .unwrap();
    let error = shop::migrate(&connection).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
}
