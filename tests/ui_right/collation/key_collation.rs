rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { isbn: String, unique (isbn collate nocase) }
    }
}

fn main() {}
