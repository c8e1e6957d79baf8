rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        fragment times { created_at: i64 }
        fragment changes { updated_at: i64 }
        table book { title: String, ..times, ..changes }
    }
}

fn main() {}
