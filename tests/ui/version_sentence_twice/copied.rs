rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Small changes.
            version 2;
            /// Small changes.
            version 3;
        }
        table book { title: String }
    }
}

fn main() {}
