rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64, title: String, primary key (id desc) }
    }
}

fn main() {}
