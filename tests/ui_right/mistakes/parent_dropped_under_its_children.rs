rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:646c7a2fc1cb4406";
            /// There are no authors.
            version 2;
        }
        table author until 2 { id: i64 primary key }
        table book { author_id: i64, foreign key (author_id) references author(id) until 2 }
    }
}

fn main() {}
