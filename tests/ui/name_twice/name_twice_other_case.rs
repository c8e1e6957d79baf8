rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
        table BOOK as Volume { pages: i64 }
    }
}

fn main() {}
