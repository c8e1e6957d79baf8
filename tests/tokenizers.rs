//! A tokenizer of the application must be there before a full-text index is made that uses it.

#![allow(clippy::unwrap_used, missing_docs)]

use rusqlite_schema::{Error, rusqlite::Connection, schema};

schema! {
    /// Texts, cut as the application cuts them.
    pub schema texts in "texts.db" {
        extern tokenizer stemmed;

        history {
            /// Texts.
            version 1;
        }

        table text as Row { body: String }

        virtual table search using "fts5(body, tokenize = 'stemmed', content = text)";
    }
}

schema! {
    /// Texts, cut as SQLite cuts them, whoever declares it.
    pub schema plain in "plain.db" {
        extern tokenizer trigram;

        history {
            /// Texts.
            version 1;
        }

        virtual table search using "fts5(body, tokenize = 'trigram')";
    }
}

#[test]
fn a_connection_without_it_is_refused() {
    let connection = Connection::open_in_memory().unwrap();
    let error = texts::migrate(&connection).unwrap_err();
    let is_it =
        matches!(&error, Error::NotRegistered { kind: "tokenizer", name, .. } if name == "stemmed");
    assert!(is_it, "{error}");
}

#[test]
fn a_connection_with_it_is_served_and_left_as_it_was() {
    let connection = Connection::open_in_memory().unwrap();
    plain::migrate(&connection).unwrap();
    let sql = "SELECT count(*) FROM temp.sqlite_schema";
    let temporary: i64 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(temporary, 0);
}
