rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        fragment times { created_at: i64 }
        table book { title: String, ..times }
    }
}

fn main() {}
