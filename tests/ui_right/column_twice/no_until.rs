rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:6f6432cf9d72c469";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: Option<i64> until 2, pages: i64 since 2 from "coalesce(pages, 0)" }
    }
}

fn main() {}
