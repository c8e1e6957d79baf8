rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "a69171a1d769f387";
            /// Pages.
            version 2 { rename books => book; }
        }
        table book { title: String }
    }
}

fn main() {}
