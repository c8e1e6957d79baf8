rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { rename books => book; }
        }
        table book since 2 { title: String }
    }
}

fn main() {}
