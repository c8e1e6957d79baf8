rusqlite_schema::schema! {
    pub schema books in "books.db", nullable keys {
        history {
            /// Books.
            version 1;
        }
        table book without rowid { a: String, b: Option<i64>, primary key (a, b) }
    }
}

fn main() {}
