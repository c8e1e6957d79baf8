rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 3;
        }
        table book { title: String, pages: i64 = 0 }
    }
}

fn main() {}
