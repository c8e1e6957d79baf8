rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// There are no authors.
            version 2;
        }
        table author until 2 { id: i64 primary key }
        table book { author_id: i64 references author(id) }
    }
}

fn main() {}
