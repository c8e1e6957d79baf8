rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:48c617289e0ffac3";
            /// Slugs are called handles.
            version 2 { rename book.slug => handle; }
        }
        table book { title: String, handle: String }
    }
}

fn main() {}
