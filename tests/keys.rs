//! Keys and constraints as files have them: what they say of conflicts, order, collation and NULL, and
//! what they are called.

#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use rusqlite_schema::{Drift, Error, Options, Outcome, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// A shop with keys of all kinds.
    pub schema shop in "shop.db" {
        history {
            /// Things.
            version 1 sealed "2:5ad89fa89d5f3cfb";
            /// Prices, which rebuild the tables.
            version 2;
        }

        table setting as Setting {
            name: String constraint setting_key primary key on conflict replace,
            value: String = "none" constraint value_given not null on conflict replace,
            price: i64 since 2 from "length(name)",
        }

        table visit as Visit {
            id: i64 primary key,
            page: String,
            person: String,
            price: i64 since 2 from "id",

            constraint one_visit unique (page collate nocase, person desc) on conflict ignore,
            constraint visit_page check "page <> ''",
        }

        table tag as Tag {
            name: Option<String> primary key,
            visit: Option<i64> constraint tagged references visit(id),
            price: i64 since 2 from "coalesce(length(name), 0)",
        }

        table word as Word without rowid {
            word: String,
            language: String,
            price: i64 since 2 from "length(word)",

            primary key (language collate nocase desc, word),
        }

        table counter as Counter {
            n: i64 primary key desc on conflict fail,
            price: i64 since 2 from "n",
        }

        view pages(page, people) "SELECT page, count(*) FROM visit GROUP BY page";
    }
}

/// What somebody wrote by hand, years before the declaration.
const BY_HAND: &str = "
    create table Setting(
        name TEXT not  null primary key on conflict REPLACE,
        value TEXT CONSTRAINT v NOT NULL ON conflict replace default 'none'
    );
    create table visit (
        id INTEGER, page TEXT NOT NULL, person TEXT NOT NULL,
        CONSTRAINT other_name CHECK (page <> ''),
        PRIMARY KEY (id DESC),
        UNIQUE (page COLLATE NoCase ASC, person COLLATE binary DESC) ON CONFLICT ignore
    );
    create table tag (name TEXT PRIMARY KEY, visit INTEGER REFERENCES visit (id));
    create table word (
        word TEXT NOT NULL, language TEXT NOT NULL,
        primary key (\"language\" collate NOCASE desc, word)
    ) without rowid;
    create table counter (n INTEGER NOT NULL PRIMARY KEY DESC ON CONFLICT FAIL);
    create view Pages ( page , people ) as SELECT page, count(*) FROM visit GROUP BY page;
";

const ROWS: &str = "
    INSERT INTO setting (name, value) VALUES ('colour', 'red'), ('size', 'small');
    INSERT INTO visit (id, page, person) VALUES (1, 'home', 'Ann'), (2, 'home', 'Ben');
    INSERT INTO tag (name, visit) VALUES ('new', 1), (NULL, 2);
    INSERT INTO word (word, language) VALUES ('Haus', 'de'), ('house', 'en');
    INSERT INTO counter (n) VALUES (3), (4);
";

/// Every clause does what it says.
fn all_clauses_act(conn: &Connection) {
    let texts = "SELECT group_concat(sql, ' ') FROM sqlite_schema";
    let texts: String = conn.query_row(texts, [], |row| row.get(0)).unwrap();
    let run = |sql: &str| conn.execute_batch(sql);
    run("SAVEPOINT trial").unwrap();
    let priced = texts.contains("price");
    let price = |sql: &str| {
        if priced {
            sql.replace(") VALUES", ", price) VALUES")
                .replace("')", "', 0)")
        } else {
            sql.to_owned()
        }
    };
    run(&price(
        "INSERT INTO setting (name, value) VALUES ('colour', 'blue')",
    ))
    .unwrap();
    assert_eq!(
        number(conn, "SELECT count(*) FROM setting WHERE value = 'blue'"),
        1
    );
    assert_eq!(number(conn, "SELECT count(*) FROM setting"), 2);
    run("UPDATE setting SET value = NULL WHERE name = 'size'").unwrap();
    assert_eq!(
        number(conn, "SELECT count(*) FROM setting WHERE value = 'none'"),
        1
    );
    let visits = number(conn, "SELECT count(*) FROM visit");
    run(&price(
        "INSERT INTO visit (page, person) VALUES ('HOME', 'Ann')",
    ))
    .unwrap();
    assert_eq!(number(conn, "SELECT count(*) FROM visit"), visits);
    assert_eq!(
        number(conn, "SELECT people FROM pages WHERE page = 'home'"),
        2
    );
    assert!(
        run(&price(
            "INSERT INTO word (word, language) VALUES ('Haus', 'DE')"
        ))
        .is_err()
    );
    assert_eq!(
        number(conn, "SELECT count(*) FROM tag WHERE name IS NULL"),
        1
    );
    // The rowid is another number than the key, as SQLite has it for this clause.
    assert_eq!(
        number(conn, "SELECT count(*) FROM counter WHERE rowid <> n"),
        2
    );
    run("ROLLBACK TO trial; RELEASE trial").unwrap();
}

#[test]
fn a_fresh_file_has_all_clauses() {
    let conn = Connection::open_in_memory().unwrap();
    shop::create_at(&conn, 1).unwrap();
    conn.execute_batch(ROWS).unwrap();
    all_clauses_act(&conn);
    assert!(shop::DDL.contains(
        "CONSTRAINT one_visit UNIQUE (page COLLATE nocase, person DESC) ON CONFLICT IGNORE"
    ));
    assert!(
        shop::DDL
            .contains("name TEXT CONSTRAINT setting_key PRIMARY KEY ON CONFLICT REPLACE NOT NULL")
    );
}

schema! {
    /// Keys that a later version tells apart in another way.
    pub schema ledger in "ledger.db" {
        history {
            /// Entries.
            version 1 sealed "2:dcba9c358df5c99f";
            /// Codes lose an ending.
            version 2 sealed "2:9fec844ca964291c";
            /// Amounts are sums.
            version 3 sealed "2:024eef0bbd759d14" {
                sql "UPDATE OR ABORT entry SET amount = amount + 0";
            }
            /// Names of conditions.
            version 4;
        }

        table entry as Entry {
            id: i64 primary key,
            code: String unique on conflict replace until 2,
            code: String unique on conflict replace since 2 from "replace(code, 'zz', '')",
            amount: i64,

            constraint amount check "amount > 0" since 3,
            check "code <> ''" until 4,
            constraint other_name check "code <> ''" since 4,
        }
    }
}

#[test]
fn rows_that_collide_in_an_upgrade_are_an_error() {
    let folder = Folder::new();
    let conn = folder.connect();
    ledger::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO entry (code, amount) VALUES ('a', 1), ('azz', 2), ('b', 3)")
        .unwrap();
    drop(conn);
    let before = folder.snapshot();
    let error = ledger::migrate(&folder.connect()).unwrap_err();
    let text = error.with_causes().to_string();
    assert!(text.contains("UNIQUE constraint failed"), "{text}");
    assert!(text.contains("id = 1"), "{text}");
    before.assert_unchanged(folder.path());
}

#[test]
fn rows_that_break_a_named_condition_are_told() {
    let folder = Folder::new();
    let conn = folder.connect();
    ledger::create_at(&conn, 2).unwrap();
    conn.execute_batch("INSERT INTO entry (code, amount) VALUES ('a', 1), ('b', -1), ('c', 0)")
        .unwrap();
    let text = ledger::migrate(&conn).unwrap_err().to_string();
    assert!(text.contains("id = 2") && text.contains("id = 3"), "{text}");
    assert!(!text.contains("id = 1"), "{text}");
}

#[test]
fn names_of_constraints_are_no_difference() {
    let conn = Connection::open_in_memory().unwrap();
    let renamed = ledger::DDL.replace("CONSTRAINT other_name ", "CONSTRAINT third_name ");
    assert_ne!(renamed, ledger::DDL);
    conn.execute_batch(&renamed).unwrap();
    conn.execute_batch("PRAGMA user_version = 4").unwrap();
    let mut conn = conn;
    let options = Options::default().drift(Drift::Refuse);
    let report = ledger::migrate_with(&mut conn, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
}

schema! {
    /// Files whose keys may be NULL, but for one.
    pub schema old in "old.db", nullable keys {
        history {
            /// Names.
            version 1;
        }

        table loose as Loose { name: String primary key }
        table strict_one as StrictOne { name: String primary key not null }
        table named as Named { name: String constraint given not null on conflict ignore primary key }
    }
}

#[test]
fn a_key_says_not_null_beside_nullable_keys() {
    let conn = Connection::open_in_memory().unwrap();
    old::migrate(&conn).unwrap();
    let null = |table: &str| conn.execute(&format!("INSERT INTO {table} VALUES (NULL)"), []);
    assert_eq!(null("loose"), Ok(1));
    assert!(null("strict_one").is_err());
    assert_eq!(null("named"), Ok(0));
}

#[test]
fn a_rebuild_keeps_rows_and_clauses() {
    let folder = Folder::new();
    let conn = folder.connect();
    shop::create_at(&conn, 1).unwrap();
    conn.execute_batch(ROWS).unwrap();
    let report = shop::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    for table in ["setting", "visit", "tag", "word", "counter"] {
        assert_eq!(number(&conn, &format!("SELECT count(*) FROM {table}")), 2);
    }
    all_clauses_act(&conn);
    let options = Options::default().drift(Drift::Refuse);
    let mut conn = conn;
    let report = shop::migrate_with(&mut conn, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
}

#[test]
fn a_file_written_by_hand_is_adopted_as_it_is() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch(BY_HAND).unwrap();
    conn.execute_batch(ROWS).unwrap();
    all_clauses_act(&conn);
    let report = shop::migrate(&conn).unwrap();
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    assert_eq!(stamp(&conn), 2);
    all_clauses_act(&conn);
}

#[test]
fn a_file_without_a_clause_is_another() {
    for (with, without) in [
        ("primary key on conflict REPLACE", "primary key"),
        (") ON CONFLICT ignore", ")"),
        ("NOT NULL ON conflict replace", "NOT NULL"),
        ("COLLATE NoCase ASC", "COLLATE binary"),
        ("binary DESC", "binary"),
        ("NOCASE desc", "nocase"),
        (
            "PRIMARY KEY DESC ON CONFLICT FAIL",
            "PRIMARY KEY ON CONFLICT FAIL",
        ),
        ("name TEXT PRIMARY KEY", "name TEXT NOT NULL PRIMARY KEY"),
        ("( page , people )", "(page, persons)"),
    ] {
        let folder = Folder::new();
        let conn = folder.connect();
        shop::create_at(&conn, 2).unwrap();
        let text = BY_HAND.replace(with, without);
        assert_ne!(text, BY_HAND, "{with}");
        conn.execute_batch(
            "DROP VIEW pages; DROP TABLE tag; DROP TABLE setting; DROP TABLE visit;
             DROP TABLE word; DROP TABLE counter; PRAGMA user_version = 1",
        )
        .unwrap();
        conn.execute_batch(&text).unwrap();
        drop(conn);
        let before = folder.snapshot();
        let error = shop::migrate(&folder.connect()).unwrap_err();
        assert!(
            matches!(error, Error::AnotherHistory { .. }),
            "{with}: {error}"
        );
        before.assert_unchanged(folder.path());
    }
}
