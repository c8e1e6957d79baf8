rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:07d35f5e72a6d4da";
            /// Pages are known.
            version 2;
        }
        table book strict { title: String, pages: i64 since 2 from "CAST(title AS INTEGER)" }
    }
}

fn main() {}
