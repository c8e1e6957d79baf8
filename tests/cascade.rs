//! A rebuild drops the old table, and its children must not notice.

#![allow(clippy::unwrap_used, missing_docs)]

use rusqlite_schema::{rusqlite::Connection, schema};

schema! {
    /// A bookshop.
    pub schema shop in "shop.db" {
        history {
            /// Books and what is said of them.
            version 1 sealed "2:30c61d863be59d66";
            /// A title may be missing.
            version 2;
        }

        table book as Book {
            id: i64 primary key,
            title: String until 2,
            title: Option<String> since 2 from "nullif(title, '')",
        }

        table review as Review {
            book_id: i64 references book(id) on delete cascade,
            body: String,
        }

        trigger book_gone after delete on book "DELETE FROM review WHERE book_id = old.id";
    }
}

#[test]
fn children_of_a_rebuilt_table_stay() {
    for foreign_keys in [true, false] {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .pragma_update(None, "foreign_keys", foreign_keys)
            .unwrap();
        shop::create_at(&connection, 1).unwrap();
        connection
            .execute_batch(
                "INSERT INTO book (id, title) VALUES (1, 'Emma'), (2, '');
                 INSERT INTO review (book_id, body) VALUES (1, 'good'), (2, 'nameless')",
            )
            .unwrap();

        let report = shop::migrate(&connection).unwrap();
        assert!(report.to_string().contains("copy the rows of book"));

        let count = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(
            count("SELECT count(*) FROM review JOIN book ON book.id = book_id"),
            2
        );
        assert_eq!(count("SELECT count(*) FROM book WHERE title IS NULL"), 1);

        // Both the trigger and the foreign key work afterwards.
        connection
            .execute("DELETE FROM book WHERE id = 1", [])
            .unwrap();
        assert_eq!(count("SELECT count(*) FROM review"), 1);
    }
}
