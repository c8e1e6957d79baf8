rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:5da8eb41294c92e7";
            /// Pages.
            version 2 { rename volumes => book; }
        }
        table book { title: String }
    }
}

fn main() {}
