rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:e9bb3c7d5193488b";
            /// Pages.
            version 2;
        }
        table book {
            title: String,
            pages: i64 until 2,
        }
    }
}

fn main() {}
