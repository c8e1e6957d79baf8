rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 0;
        }
        table book { title: String }
    }
}

fn main() {}
