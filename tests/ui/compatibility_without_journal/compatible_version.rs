rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 compatible;
        }
        table book { title: String, pages: Option<i64> since 2 }
    }
}

fn main() {}
