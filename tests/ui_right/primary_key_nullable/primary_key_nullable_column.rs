rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book strict { slug: String primary key }
    }
}

fn main() {}
