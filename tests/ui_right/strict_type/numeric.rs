rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book strict { price: f64 as REAL }
    }
}

fn main() {}
