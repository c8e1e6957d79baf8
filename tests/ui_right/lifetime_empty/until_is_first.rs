rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "ba4f57c7c131a877";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: i64 = 0 until 2 }
    }
}

fn main() {}
