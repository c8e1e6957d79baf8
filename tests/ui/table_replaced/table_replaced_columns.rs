rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Books have pages.
            version 2;
        }
        table book as OldBook until 2 { title: String, isbn: i64 }
        table book since 2 { title: String, isbn: String, pages: i64 = 0 }
    }
}

fn main() {}
