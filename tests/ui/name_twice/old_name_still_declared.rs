rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { rename books => book; }
        }
        table books as Volume { pages: i64 }
        table book { title: String }
    }
}

fn main() {}
