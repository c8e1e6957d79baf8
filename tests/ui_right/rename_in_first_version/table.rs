rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            legacy { rename books => book; }
            /// Books.
            version 1;
        }
        table book { title: String }
    }
}

fn main() {}
