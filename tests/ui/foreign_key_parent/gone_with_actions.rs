rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Their authors.
            version 2;
            /// No authors.
            version 3;
        }
        table author until 3 { id: i64 primary key }
        table book {
            title: String, author: Option<i64> since 2 references author(id) on delete cascade on update cascade deferrable initially deferred,
        }
    }
}

fn main() {}
