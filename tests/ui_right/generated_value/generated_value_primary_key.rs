rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String, size: i64 generated "length(title)" }
    }
}

fn main() {}
