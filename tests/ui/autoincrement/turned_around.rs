rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key desc autoincrement }
    }
}

fn main() {}
