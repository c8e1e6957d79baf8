rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book strict { a: String, b: i64, primary key (a, b) }
    }
}

fn main() {}
