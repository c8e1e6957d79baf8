rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Pages.
            version 2;
            /// Books.
            version 1;
        }
        table book { title: String }
    }
}

fn main() {}
