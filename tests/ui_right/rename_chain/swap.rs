rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "d2113d1aed0d880c";
            /// Pages.
            version 2 sealed "75bfa7a40acad5d0" { rename book.a => c; }
            /// The second.
            version 3 sealed "fe653c4fb7d354c0" { rename book.b => a; }
            /// And the first.
            version 4 { rename book.c => b; }
        }
        table book { a: i64, b: i64 }
    }
}

fn main() {}
