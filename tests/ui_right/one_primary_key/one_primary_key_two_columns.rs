rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table link { book_id: i64, shelf_id: i64, primary key (book_id, shelf_id) }
    }
}

fn main() {}
