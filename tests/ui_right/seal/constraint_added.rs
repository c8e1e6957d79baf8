rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Titles are never empty.
            version 2 { sql "DELETE FROM book WHERE NOT (title > 0)"; }
        }
        table book {
            title: String,
            check "title > 0" since 2,
        }
    }
}

fn main() {}
