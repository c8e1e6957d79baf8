rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { "a\0b" as title: String }
    }
}

fn main() {}
