rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { pages: i64 check "pages > 0" }
    }
}

fn main() {}
