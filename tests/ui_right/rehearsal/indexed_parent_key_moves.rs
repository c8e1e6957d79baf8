rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books, and copies of them.
            version 1 sealed "2:a2070d1eee8a8e19";
            /// Numbers are counted otherwise.
            version 2 { sql "UPDATE copy SET isbn = isbn + 1"; }
        }
        table book {
            isbn: i64 until 2,
            isbn: i64 since 2 from "isbn + 1",
            unique index by_isbn (isbn),
        }
        table copy { isbn: i64 references book(isbn) }
    }
}

fn main() {}
