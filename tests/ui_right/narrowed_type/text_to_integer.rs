rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:a153218007c9c8c2";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: String until 2, pages: i64 since 2 from "CAST(pages AS INTEGER)" }
    }
}

fn main() {}
