rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book strict { slug: Option<String> primary key }
    }
}

fn main() {}
