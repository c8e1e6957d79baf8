rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key, name: String, index book_name ("name collate nocase") }
    }
}

fn main() {}
