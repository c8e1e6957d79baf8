rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table author { id: i64 primary key, name: String }
        table book { author_id: Option<i64> references author(id) on delete set null }
    }
}

fn main() {}
