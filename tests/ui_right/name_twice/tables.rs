rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
        table volume as Volume { pages: i64 }
    }
}

fn main() {}
