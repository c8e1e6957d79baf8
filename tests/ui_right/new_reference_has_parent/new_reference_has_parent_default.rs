rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "ff3896790f45fc86";
            /// Pages.
            version 2;
        }
        table author { id: i64 primary key, name: String }
        table book { title: String, author_id: Option<i64> since 2 references author(id) }
    }
}

fn main() {}
