rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book without rowid { title: String primary key }
    }
}

fn main() {}
