rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "cefd784d20d8c614";
            /// Pages.
            version 2 sealed "b5520aba38c36a63";
            /// Covers.
            version 3;
        }
        table book since 3 { title: String, pages: i64 = 0 }
    }
}

fn main() {}
