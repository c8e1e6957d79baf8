rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages are known.
            version 2;
        }
        table book strict { title: String, pages: i64 since 2 from "title" }
    }
}

fn main() {}
