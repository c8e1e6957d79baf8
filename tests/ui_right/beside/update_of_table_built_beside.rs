rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:6f6432cf9d72c469";
            /// Pages.
            version 2 sealed "2:981f26bbe481ae78" { run fill; }
            /// One page each.
            version 3 { sql "UPDATE book SET pages = 1"; }
        }
        table book { title: String, pages: Option<i64> until 2, pages: i64 since 2 }
    }
}
fn fill(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
