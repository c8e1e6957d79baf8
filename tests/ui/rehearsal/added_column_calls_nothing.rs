rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles have a size.
            version 2;
        }
        table book { title: String, size: i64 generated "lenght(title)" since 2 }
    }
}

fn main() {}
