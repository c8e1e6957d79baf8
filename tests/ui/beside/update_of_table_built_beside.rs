rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "6a8104da";
            /// Pages.
            version 2 { run fill; sql "UPDATE book SET pages = 1"; }
        }
        table book { title: String, pages: Option<i64> until 2, pages: i64 since 2 }
    }
}
fn fill(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
