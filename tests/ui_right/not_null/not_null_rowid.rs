rusqlite_schema::schema! {
    pub schema books in "books.db", nullable keys {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key, title: String }
    }
}

fn main() {}
