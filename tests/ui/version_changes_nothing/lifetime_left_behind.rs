rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Books have pages.
            version 2;
            /// Books have covers.
            version 3;
        }
        table book { title: String, pages: i64 = 0 since 2, cover: Option<Vec<u8>> since 2 }
    }
}

fn main() {}
