rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2;
        }
        table book strict { title: String, strict since 2 }
    }
}

fn main() {}
