rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 3000000000;
        }
        table book { title: String }
    }
}

fn main() {}
