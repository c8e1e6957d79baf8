rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:35780b78c83f4904";
            /// Pages.
            version 2;
        }
        table author { id: i64 primary key, name: String }
        table book { title: String, author_id: Option<i64> since 2 references author(id) }
    }
}

fn main() {}
