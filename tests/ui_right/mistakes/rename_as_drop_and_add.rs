rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "1286a22ee516ae40";
            /// Slugs are called handles.
            version 2 { rename book.slug => handle; }
        }
        table book { title: String, handle: String }
    }
}

fn main() {}
