rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2;
        }
        table author { id: i64 primary key, name: String }
        table book { author_id: i64, foreign key (author_id) references author(id) since 2 }
    }
}

fn main() {}
