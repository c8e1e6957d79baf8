rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "b9b67acd";
            /// Pages.
            version 2 { sql "REPLACE INTO main.book (title) SELECT title FROM draft"; run fill; }
        }
        table book { id: i64, title: String unique since 2 }
        table draft { title: String }
    }
}
fn fill(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
