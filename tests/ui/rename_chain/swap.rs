rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { rename book.a => b; rename book.b => a; }
        }
        table book { a: i64, b: i64 }
    }
}

fn main() {}
