rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table sqlite_book { title: String }
    }
}

fn main() {}
