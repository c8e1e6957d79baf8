rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table author { id: i64 primary key, name: String unique }
        table book { author: String references author(name) }
    }
}

fn main() {}
