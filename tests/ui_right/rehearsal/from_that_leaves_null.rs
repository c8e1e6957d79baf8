rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:9ea36be239c98ffb";
            /// Pages are known.
            version 2;
        }
        table book { pages: Option<i64> until 2, pages: i64 since 2 from "coalesce(pages, 1)" }
    }
}

fn main() {}
