rusqlite_schema::schema! {
    pub schema books in "books.db" {
        journal schema_history;
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
    }
}

fn main() {}
