rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "3924bdd5e47977e6";
            /// Pages.
            version 2 sealed "837908ae3113428c" { run fill; }
            /// One page each.
            version 3 { sql "UPDATE book SET pages = 1"; }
        }
        table book { title: String, pages: Option<i64> until 2, pages: i64 since 2 }
    }
}
fn fill(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
