rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Prices are in cents.
            version 2;
        }
        table book { title: String, price: i64 }
    }
}

fn main() {}
