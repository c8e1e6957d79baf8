rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:89bb6494f652616c";
            /// Every book has a page.
            version 2;
        }
        table book {
            title: String, page: Option<i64> until 2,
            page: i64 since 2 from "coalesce(page, -rowid)",
            unique index by_page (title, page),
        }
    }
}
fn main() {}
