rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Covers.
            version 3;
        }
        table book { title: String }
    }
}

fn main() {}
