rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table author { name: String primary key }
        table book { author: String references author }
    }
}

fn main() {}
