rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table link { book_id: i64 primary key, shelf_id: i64 primary key }
    }
}

fn main() {}
