rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table "" as Book { title: String }
    }
}

fn main() {}
