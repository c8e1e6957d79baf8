//! Tables, columns, rows and lists may have the names of what the expansion is written with.

#![allow(missing_docs, clippy::unwrap_used)]

use rusqlite_schema::rusqlite::Connection;

mod inner {
    rusqlite_schema::schema! {
        /// Words.
        pub schema words in "words.db" {
            pub const STATES: G = [some, none, ok, err, default];

            history {
                /// One.
                version 1 sealed "2:74b7d5f63d1313d8";
                /// Two.
                version 2 { run fill; }
            }

            table n { id: i64 primary key, t: String, e: Option<i64>, f: bool = true since 2 }
            table string { vec: Vec<u8>, option: Option<String>, result: String }
            table vec { some: i64, none: Option<i64>, ok: i64, err: i64 }
            table option { i64: i64, bool: bool, u8: i64 }
            table result { r#box: i64, row: i64, statement: i64, connection: i64, krate: i64 }
            table some { str: String, usize: i64, raw: i64, step: i64, element: i64 }
            table e as E { f: f64, state: G as TEXT, read: i64, bind: i64, into: i64 }
            table i64 as M { own: String, insert: i64, columns: i64, select: i64, values: i64, over: i64 }
            table own as F { from_row: i64, table: i64, column: i64, of: i64, value: i64 }
            table r#box { raw: i64 }
            table result_set as Connection { a: i64 }
            table statement as Row { a: i64 }
            table t as T { a: i64 }
            table default as Default { a: i64, b: std::string::String = "x" }
            table from as From { a: i64 }
            table into as Into { a: i64 }
            table fun as Fn { a: i64 }
            table drop as Drop { a: i64 }
            table clone as Clone { a: i64 }
            table iterator as Iterator { a: i64}
            table data_step as DataStep { a: i64 }
            table moved as Moved { a: i64 }
            table usize { a: i64 }
            table str { a: i64 }
            table bool { a: i64 }
            table u8 { a: i64 }
            table ok { a: i64 }
            table err { a: i64 }
            table error { a: i64 }
            table schema { a: i64 }
            table file { a: i64 }
            table version { a: i64 }
            table tag as Tag { new: i64, r#move: i64, drop: i64, clone: i64, default: i64, debug: i64, since: i64, until: i64 }
        }
    }

    fn fill(step: &mut words::V1ToV2<'_>) -> rusqlite_schema::StepResult {
        step.change(|it: words::v1::NColumns| {
            Ok(words::v2::NChanges {
                f: it.t()?.is_empty(),
            })
        })?;
        step.change(|it: words::v1::N| words::v2::NChanges { f: it.t.is_empty() }.over(it))?;
        Ok(())
    }
}

#[test]
fn names_of_the_language_and_its_library_are_free() {
    let connection = Connection::open_in_memory().unwrap();
    inner::words::create_at(&connection, 1).unwrap();
    connection
        .execute_batch("INSERT INTO n VALUES (1, '', NULL)")
        .unwrap();
    inner::words::migrate(&connection).unwrap();
    let read = connection.query_row(inner::words::N::SELECT, [], inner::words::N::from_row);
    assert!(read.unwrap().f);
    let row = inner::words::String {
        vec: vec![1],
        option: None,
        result: "x".into(),
    };
    row.insert(&connection).unwrap();
    assert_eq!(inner::words::G::Ok.to_string(), "ok");
}
