rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:201213b144062d6e";
            /// Nothing.
            version 2 { sql "DELETE FROM book"; sql "DELETE FROM author"; }
        }
        table author { id: i64 primary key }
        table book { by: i64 references author(id) }
    }
}

fn main() {}
