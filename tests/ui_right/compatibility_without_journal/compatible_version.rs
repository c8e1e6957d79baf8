rusqlite_schema::schema! {
    pub schema books in "books.db" {
        journal schema_history;
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Pages.
            version 2 compatible;
        }
        table book { title: String, pages: Option<i64> since 2 }
    }
}

fn main() {}
