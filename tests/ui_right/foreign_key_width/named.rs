rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table author { id: i64 primary key, name: String }
        table book { a: i64, b: i64, foreign key (a) references author(id) }
    }
}

fn main() {}
