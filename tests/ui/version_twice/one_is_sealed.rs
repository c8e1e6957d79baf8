rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Books have pages.
            version 2;
            /// Books have covers.
            version 2 sealed "5b1e07c2";
        }
        table book { title: String }
    }
}

fn main() {}
