rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:36d09e3c9d463cfe";
            /// Pages.
            version 2;
        }
        table book { id: i64 primary key, pages: i64 = 0 until 2, pages: i64 = 1 since 2 }
        seed book { id: 1, pages: 0 }
    }
}

fn main() {}
