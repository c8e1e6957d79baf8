rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        journal book;
        table book { title: String }
    }
}

fn main() {}
