rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "a69171a1d769f387";
            /// Pages.
            version 2 sealed "91c5b9dd1c20b7ed" { rename books => book; sql "delete from Book where title = ''"; }
            /// Titles may be missing.
            version 3 { run fill; }
        }
        table book { title: String until 3, title: Option<String> since 3 }
    }
}
fn fill(_: &mut books::V2ToV3<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
