rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Emma.
            version 2 { sql "INSERT INTO book VALUES ('Emma')"; }
        }
        table book { title: String, pages: i64 }
    }
}

fn main() {}
