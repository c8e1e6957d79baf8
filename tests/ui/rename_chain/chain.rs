rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { rename volumes => books; rename books => book; }
        }
        table book { title: String }
    }
}

fn main() {}
