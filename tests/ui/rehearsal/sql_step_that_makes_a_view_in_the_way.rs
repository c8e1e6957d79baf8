rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// A view of its own.
            version 2 { sql "CREATE VIEW long AS SELECT pages FROM book"; }
            /// Nobody counts pages.
            version 3;
        }
        table book { title: String, pages: i64 until 3 }
    }
}

fn main() {}
