rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:053ced4cd9d21292";
            /// Pages.
            version 2 sealed "2:c9f828c7ec31d64f" compatible;
            /// Covers.
            version 3;
        }
        table book since 3 { title: String, pages: i64 = 0 }
    }
}

fn main() {}
