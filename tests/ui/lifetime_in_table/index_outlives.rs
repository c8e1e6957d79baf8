rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2;
            /// Covers.
            version 3;
        }
        table book until 2 { title: String, index book_title (title) until 3 }
    }
}

fn main() {}
