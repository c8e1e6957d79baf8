rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book without rowid { id: i64 primary key autoincrement }
    }
}

fn main() {}
