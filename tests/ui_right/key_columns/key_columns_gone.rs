rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "04671df4c3507555";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: i64 until 2, unique (title, pages) until 2 }
    }
}

fn main() {}
