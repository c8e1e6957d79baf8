rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books, and their lengths.
            version 1;
            /// It is known whose they are.
            version 2;
        }
        table book { id: i64 primary key }
        table length {
            pages: i64,
            book_id: i64 since 2 primary key references book(id),
        }
    }
}

fn main() {}
