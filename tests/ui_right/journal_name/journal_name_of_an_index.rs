rusqlite_schema::schema! {
    pub schema books in "books.db" {
        journal changes;
        history {
            /// Books.
            version 1;
        }
        table book { title: String, index Schema_History (title) }
    }
}

fn main() {}
