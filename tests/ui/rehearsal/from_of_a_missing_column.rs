rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Sizes.
            version 2;
        }
        table book { title: String, size: i64 since 2 from "length(titel)" }
    }
}

fn main() {}
