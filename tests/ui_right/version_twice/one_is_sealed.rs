rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Books have covers.
            version 2 sealed "2:d89d70fd659e2d12" compatible;
            /// Books have pages.
            version 3 compatible;
        }
        table book { title: String }
    }
}

fn main() {}
