rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Every book has a code.
            version 2;
        }
        table book {
            id: i64 primary key,
            code: Option<String> unique until 2,
            code: String unique since 2 from "coalesce(code, '')",
        }
    }
}
fn main() {}
