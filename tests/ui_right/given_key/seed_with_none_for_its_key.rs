rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key }
        seed book { id: 1 }
        table length { book_id: i64 primary key references book(id), pages: i64 }
        seed length { book_id: 1, pages: 474 }
    }
}

fn main() {}
