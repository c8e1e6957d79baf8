//! What an application brings to SQLite itself must be there before its schema is used.

#![allow(clippy::unwrap_used)]

use rusqlite_schema::{
    Error,
    rusqlite::{Connection, functions::FunctionFlags},
    schema,
};

schema! {
    /// Words, sorted as the application sorts them.
    schema words in "words.db" {
        extern collation by_length;

        history {
            /// Words.
            version 1;
        }

        table word { text: String primary key collate by_length }
    }
}

#[test]
fn a_connection_without_it_is_refused() {
    let conn = Connection::open_in_memory().unwrap();
    let error = words::migrate(&conn).unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotRegistered {
                kind: "collation",
                ..
            }
        ),
        "{error}"
    );
    assert!(error.to_string().contains("by_length"), "{error}");
}

#[test]
fn a_connection_with_it_is_served() {
    let conn = Connection::open_in_memory().unwrap();
    conn.create_collation("by_length", |one: &str, other: &str| {
        one.len().cmp(&other.len())
    })
    .unwrap();
    words::migrate(&conn).unwrap();
    conn.execute_batch("INSERT INTO word VALUES ('one')")
        .unwrap();
    assert!(
        conn.execute_batch("INSERT INTO word VALUES ('two')")
            .is_err()
    );
}

schema! {
    /// Words that are cut.
    schema stems in "stems.db" {
        extern function cut(2);

        history {
            /// Words.
            version 1;
        }

        table word { text: String check "cut(text, 3) <> ''" }
    }
}

#[test]
fn a_function_of_that_name_needs_as_many_arguments() {
    let with = |arguments| {
        let conn = Connection::open_in_memory().unwrap();
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        conn.create_scalar_function("cut", arguments, flags, |_| Ok("cut"))
            .unwrap();
        stems::migrate(&conn)
    };
    for arguments in [0, 1, 3] {
        let error = with(arguments).unwrap_err();
        let told = error.to_string();
        assert!(matches!(error, Error::NotRegistered { .. }), "{told}");
        assert!(told.contains("cut"), "{told}");
    }
    for arguments in [2, -1] {
        with(arguments).unwrap();
    }
}
