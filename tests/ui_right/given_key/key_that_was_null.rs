rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books, and their lengths.
            version 1 sealed "2:2be0d17aa127f3e0";
            /// It is known whose they are.
            version 2 { sql "DELETE FROM length WHERE book_id IS NULL"; }
        }
        table book { id: i64 primary key }
        table length {
            pages: i64,
            book_id: Option<i64> until 2 references book(id),
            book_id: i64 since 2 primary key references book(id),
        }
    }
}

fn main() {}
