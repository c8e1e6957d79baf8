rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String, made: i64 = sql("unixepoch()") }
    }
}

fn main() {}
