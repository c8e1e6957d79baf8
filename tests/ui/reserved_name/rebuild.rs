rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String, index _schema_new_book (title) }
    }
}

fn main() {}
