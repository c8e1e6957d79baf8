rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:3aa692ee7c49c1d8";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: i64 until 2, unique (title, pages) until 2 }
    }
}

fn main() {}
