rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "b37bc7839899fc08";
            /// Pages.
            version 2;
        }
        table book {
            title: String,
            pages: i64 until 2,
        }
    }
}

fn main() {}
