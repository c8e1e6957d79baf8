rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:70cc26c9944ba920";
            /// Prices are in cents.
            version 2 breaking;
        }
        table book { title: String, price: i64 }
    }
}

fn main() {}
