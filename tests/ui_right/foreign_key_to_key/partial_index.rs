rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table author { name: String, unique index by_name (name) }
        table book { author: String references author(name) }
    }
}

fn main() {}
