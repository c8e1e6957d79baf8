//! Files without a version number where several versions have one shape, and differ by what they did to rows.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, Options, Outcome, Report, Result, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// A shop whose prices became cents.
    pub schema shop in "shop.db" {
        history {
            /// Files of the first releases, and of refinery.
            legacy {
                rename item => article;
                drop table refinery_schema_history;
                drop index idx_item;
            }
            /// Articles.
            version 1 sealed "2:fec785bf5fb4f2b7";
            /// Prices are in cents.
            version 2 sealed "2:2382aeeab5d129f2" { sql "UPDATE article SET price = price * 100"; }
            /// Articles can be found by their price, and be new.
            version 3 sealed "2:8f68d29f5c007dfe";
            /// A discount for everybody.
            version 4 { sql "UPDATE article SET price = price - 1"; }
        }

        table article as Article {
            id: i64 primary key,
            price: i64,
            is_new: bool = false since 3,

            index by_id (id, price),
            index by_price (price) since 3,
        }
        table note as Note { text: String }
    }
}

mod ways {
    //! Other ways in which rows tell versions apart and shapes don't.

    use rusqlite_schema::{Result, schema};

    schema! {
        /// A function.
        pub schema function in "function.db" {
            history {
                /// Points.
                version 1 sealed "2:75b83f78d9ddf99a";
                /// They are moved.
                version 2 { run shift; }
            }
            table point as Point { id: i64 primary key, x: i64, y: i64 }
        }
    }

    fn shift(step: &mut function::V1ToV2<'_>) -> Result<()> {
        step.change(|point: function::v1::Point| {
            Ok(function::v2::Point {
                x: point.x + 1,
                ..point.into()
            })
        })
    }

    schema! {
        /// A `from`.
        pub schema from in "from.db" {
            history {
                /// Points.
                version 1 sealed "2:75b83f78d9ddf99a";
                /// They are larger.
                version 2;
            }
            table point as Point {
                id: i64 primary key,
                x: i64 until 2,
                x: i64 since 2 from "x * 100",
                y: i64,
            }
        }
    }

    schema! {
        /// Two columns that change places.
        pub schema swap in "swap.db" {
            history {
                /// Points.
                version 1 sealed "2:75b83f78d9ddf99a";
                /// They were called the other way round.
                version 2 sealed "2:99699ee94f7d3d33" { rename point.x => spare; }
                /// Half way.
                version 3 sealed "2:8bc91921076a6399" { rename point.y => x; }
                /// Done.
                version 4 { rename point.spare => y; }
            }
            table point as Point { id: i64 primary key, x: i64, y: i64 }
        }
    }

    schema! {
        /// Two tables that change places.
        pub schema tables in "tables.db" {
            history {
                /// Points.
                version 1 sealed "2:0db99aa98e066047";
                /// They were called the other way round.
                version 2 sealed "2:3d3bb4e4ec887277" { rename point => spare; }
                /// Half way.
                version 3 sealed "2:03461c165dfbf2e5" { rename line => point; }
                /// Done.
                version 4 { rename spare => line; }
            }
            table point as Point { id: i64 primary key, x: i64, y: i64 }
            table line as Line { id: i64 primary key, x: i64, y: i64 }
        }
    }

    schema! {
        /// A shape that comes back.
        pub schema back in "back.db" {
            history {
                /// Points.
                version 1 sealed "2:75b83f78d9ddf99a";
                /// They have a height, which is reckoned in.
                version 2 sealed "2:1d352dbaa72dd32e" { sql "UPDATE point SET x = x + 1"; }
                /// And no height any more.
                version 3;
            }
            table point as Point { id: i64 primary key, x: i64, y: i64, z: i64 = 0 since 2 until 3 }
        }
    }
}

mod harmless {
    //! Versions of one shape that are told apart by nothing that was done to rows.

    use rusqlite_schema::schema;

    schema! {
        /// Renames that cancel out, a seed, a column that came back, and a data step before all of that.
        pub schema quiet in "quiet.db" {
            history {
                /// Points.
                version 1 sealed "2:f40e6ad26e49c390";
                /// Larger ones, which have a name.
                version 2 sealed "2:b8c1838ce127bb9d" { sql "UPDATE point SET x = x * 100"; }
                /// Points are dots.
                version 3 sealed "2:390a7f84c4638933" { rename point => dot; }
                /// Dots are points.
                version 4 sealed "2:9947fca856bb6222" { rename dot => point; }
                /// There is one.
                version 5 sealed "2:7085ab8db46c2171";
                /// The weight goes.
                version 6 sealed "2:48d2978c68106156";
                /// The weight comes back.
                version 7 sealed "2:a954154cd3c6d10e";
                /// Larger ones.
                version 8 { sql "UPDATE point SET x = x * 10"; }
            }
            table point as Point {
                id: i64 primary key,
                x: i64,
                name: String = "" since 2,
                weight: i64 = 1 until 6,
                weight: i64 = 1 since 7,
                done: bool = false since 8,
            }
            seed point since 5 { id: 99, x: 0 }
        }
    }
}

const ARTICLES: &str = "
    CREATE TABLE article (id INTEGER PRIMARY KEY, price INTEGER NOT NULL);
    CREATE INDEX by_id ON article (id, price);
    CREATE TABLE note (text TEXT NOT NULL);
    INSERT INTO article VALUES (1, 500);";

const LEDGER: &str = "
    CREATE TABLE refinery_schema_history (version INT4 PRIMARY KEY);
    INSERT INTO refinery_schema_history VALUES (1), (2);";

fn file(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

/// Refused as it is, by everything that could adopt it.
macro_rules! assert_unclear {
    ($module:path, $sql:expr, $versions:expr) => {{
        use $module as module;
        let (folder, conn) = file($sql);
        let bytes = folder.snapshot();
        let pattern = folder.file().to_str().unwrap().to_owned();
        let outlook = rusqlite_schema::outlook(&conn, module::PROGRAM);
        let refusals: [(&str, Result<String>); 6] = [
            ("migrate", module::migrate(&conn).map(|it| it.to_string())),
            ("adopt", module::adopt(&conn).map(|it| it.to_string())),
            ("open", module::open(folder.file()).map(|_| String::new())),
            ("outlook", outlook.map(|it| format!("{it:?}"))),
            (
                "open_with",
                module::open_with(folder.file(), &Options::default().backup_beside())
                    .map(|it| it.1.to_string()),
            ),
            (
                "rehearse_from",
                module::rehearse_from(&pattern)
                    .map(|it| format!("{it:?}"))
                    .map_err(support::of_copy),
            ),
        ];
        let mut said = String::new();
        for (entry, outcome) in refusals {
            let error = outcome.expect_err(entry);
            let Error::WhichVersion { versions, .. } = &error else {
                panic!("{entry}: {error}");
            };
            assert_eq!(versions, &$versions, "{entry}: {error}");
            for part in ["file.db", "nothing was changed", "help: ", "adopt_at"] {
                assert!(error.to_string().contains(part), "{entry}: {error}");
            }
            bytes.assert_unchanged(folder.path());
            said = error.to_string();
        }
        said
    }};
}

fn price(conn: &Connection) -> i64 {
    number(conn, "SELECT price FROM article WHERE id = 1")
}

#[test]
fn a_data_step_does_not_run_twice() {
    assert_unclear!(shop, &format!("{ARTICLES} {LEDGER}"), [1, 2]);
    assert_unclear!(shop, ARTICLES, [1, 2]);
}

#[test]
fn what_the_help_says_is_done_from_there() {
    for (stamped, price_then) in [(1, 49_999), (2, 499)] {
        let (_folder, conn) = file(&format!("{ARTICLES} {LEDGER}"));
        conn.pragma_update(None, "user_version", stamped).unwrap();
        let report = shop::migrate(&conn).unwrap();
        assert_eq!(report.outcome, Outcome::Upgraded { from: stamped });
        assert_eq!(price(&conn), price_then);
    }
}

#[test]
fn names_from_before_the_history_leave_no_doubt() {
    let legacy = ARTICLES.replace("article", "item");
    for more in [
        "",
        LEDGER,
        "DROP INDEX by_id",
        "CREATE INDEX idx_item ON item (price)",
    ] {
        let (_folder, conn) = file(&format!("{legacy} {more}"));
        shop::migrate(&conn).unwrap();
        assert_eq!(price(&conn), 49_999, "{more}");
    }
    // What an even newer program has added does not say that its steps were done.
    let (_folder, conn) = file(&legacy);
    conn.execute_batch("ALTER TABLE item ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0; CREATE INDEX by_price ON item (price)")
        .unwrap();
    let report = shop::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Adopted { from: Some(1) });
    assert_eq!(price(&conn), 49_999);
}

#[test]
fn names_of_both_times_leave_a_doubt() {
    let sql =
        format!("{ARTICLES} CREATE TABLE item (id INTEGER PRIMARY KEY, price INTEGER NOT NULL)");
    assert_unclear!(shop, &sql, [1, 2]);
}

#[test]
fn the_newest_version_can_be_in_doubt() {
    let (_folder, conn) = file("");
    shop::create_at(&conn, 4).unwrap();
    conn.execute_batch("INSERT INTO article (id, price) VALUES (1, 500); PRAGMA user_version = 0")
        .unwrap();
    // Versions 3 and 4 look the same.
    assert!(matches!(
        shop::migrate(&conn),
        Err(Error::WhichVersion { .. })
    ));
    conn.pragma_update(None, "user_version", 3).unwrap();
    shop::migrate(&conn).unwrap();
    assert_eq!(price(&conn), 499);
}

#[test]
fn what_is_missing_makes_it_no_clearer() {
    for missing in [
        "DROP INDEX by_id",
        "DROP TABLE note",
        "DROP INDEX by_id; DROP TABLE note",
    ] {
        let said = assert_unclear!(shop, &format!("{ARTICLES} {missing}"), [1, 2]);
        assert!(said.contains("is missing"), "{said}");
    }
    // What is said brings it there.
    let (_folder, conn) = file(&format!("{ARTICLES} DROP INDEX by_id"));
    conn.execute_batch("CREATE INDEX by_id ON article (id, price); PRAGMA user_version = 2")
        .unwrap();
    shop::migrate(&conn).unwrap();
    assert_eq!(price(&conn), 499);
}

/// A column of version 3 shows that the step of version 2 has run, though an index of version 1 is gone.
#[test]
fn what_stands_of_a_later_version_is_not_passed_over() {
    let later = "ALTER TABLE article ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0; CREATE INDEX by_price ON article (price);";
    assert_unclear!(
        shop,
        &format!("{ARTICLES} {later} DROP INDEX by_id"),
        [3, 4]
    );
    let half = "ALTER TABLE article ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0";
    assert_unclear!(shop, &format!("{ARTICLES} {half}"), [1, 2, 3, 4]);
}

/// The number of a stamped file counts, whatever stands early.
#[test]
fn a_stamp_says_which_of_two_versions_it_is() {
    let half = "ALTER TABLE article ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0";
    for (stamped, price_then) in [(1, 49_999), (2, 499)] {
        let (_folder, conn) = file(&format!(
            "{ARTICLES} {half}; PRAGMA user_version = {stamped}"
        ));
        let report = shop::migrate(&conn).unwrap();
        assert_eq!(report.outcome, Outcome::Upgraded { from: stamped });
        assert_eq!(price(&conn), price_then, "{stamped}");
        assert_eq!(stamp(&conn), 4);
    }
}

const POINTS: &str =
    "CREATE TABLE point (id INTEGER PRIMARY KEY, x INTEGER NOT NULL, y INTEGER NOT NULL);
    INSERT INTO point VALUES (1, 2, 3);";

#[test]
fn each_way_of_changing_rows_counts() {
    assert_unclear!(ways::function, POINTS, [1, 2]);
    assert_unclear!(ways::from, POINTS, [1, 2]);
    assert_unclear!(ways::swap, POINTS, [1, 4]);
    let both = format!("{POINTS} {}", POINTS.replace("point", "line"));
    assert_unclear!(ways::tables, &both, [1, 4]);
    assert_unclear!(ways::back, POINTS, [1, 3]);
}

fn quiet(sql: &str) -> (Report, i64) {
    let (_folder, conn) = file(
        "CREATE TABLE point (id INTEGER PRIMARY KEY, x INTEGER NOT NULL, weight INTEGER NOT NULL DEFAULT 1)",
    );
    conn.execute_batch("INSERT INTO point (id, x, weight) VALUES (1, 2, 7)")
        .unwrap();
    conn.execute_batch(sql).unwrap();
    let report = harmless::quiet::migrate(&conn).unwrap();
    assert_eq!(stamp(&conn), 8);
    assert_eq!(number(&conn, "SELECT count(*) FROM point WHERE id = 99"), 1);
    let x = number(&conn, "SELECT x FROM point WHERE id = 1");
    (report, x)
}

#[test]
fn a_doubt_that_changes_no_row_stops_nothing() {
    let name = "ALTER TABLE point ADD COLUMN name TEXT NOT NULL DEFAULT ''";
    // Version 1 has a shape of its own, and the newest too; 2, 4, 5 and 7 have one.
    assert_eq!(quiet("").1, 2000);
    let (report, x) = quiet(name);
    assert_eq!(report.outcome, Outcome::Adopted { from: Some(7) });
    assert_eq!(x, 20);
    let done = "ALTER TABLE point ADD COLUMN done INTEGER NOT NULL DEFAULT 0";
    assert_eq!(quiet(&format!("{name}; {done}")).1, 2);
}

/// A weight that may be that of the newer column is not dropped.
#[test]
fn a_column_that_came_back_keeps_its_values() {
    let (_folder, conn) = file(
        "CREATE TABLE point (id INTEGER PRIMARY KEY, x INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '',
             weight INTEGER NOT NULL DEFAULT 1);
         INSERT INTO point (id, x, weight) VALUES (1, 2, 7);",
    );
    harmless::quiet::migrate(&conn).unwrap();
    assert_eq!(number(&conn, "SELECT weight FROM point WHERE id = 1"), 7);
}
