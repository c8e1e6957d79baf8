rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:d6939c9500a54dcb";
            /// Pages.
            version 2 { rename books => book; }
        }
        table book { title: String }
        table volume { title: String }
    }
}

fn main() {}
