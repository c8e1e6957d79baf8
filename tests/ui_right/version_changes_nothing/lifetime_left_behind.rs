rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Books have pages.
            version 2 sealed "2:b54a08418c8ab8b7";
            /// Books have covers.
            version 3;
        }
        table book { title: String, pages: i64 = 0 since 2, cover: Option<Vec<u8>> since 3 }
    }
}

fn main() {}
