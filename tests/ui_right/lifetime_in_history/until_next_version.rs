rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "17757c49cff02b2c";
            /// No films.
            version 2;
        }
        table book { title: String }
        table film until 2 { title: String }
    }
}

fn main() {}
