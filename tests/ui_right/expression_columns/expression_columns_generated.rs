rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:8d711de819133d4d";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: i64 until 2, size: i64 generated "pages * 2" until 2 }
    }
}

fn main() {}
