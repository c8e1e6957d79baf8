rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        extern collation icu;
        table book { title: String collate icu }
    }
}

fn main() {}
