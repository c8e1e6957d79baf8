rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:be5aa5f4c6446a10";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: i64 until 2, index by_pages (pages) until 2 }
    }
}

fn main() {}
