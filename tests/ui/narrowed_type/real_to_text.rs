rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2;
        }
        table book { price: f64 until 2, price: String since 2 }
    }
}

fn main() {}
