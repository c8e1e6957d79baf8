rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:dcd0e69b9063400a";
            /// Pages.
            version 2 sealed "2:a66bd7eacf8f23d9" { rename books => book; sql "delete from Book where title = ''"; }
            /// Titles may be missing.
            version 3 { run fill; }
        }
        table book { title: String until 3, title: Option<String> since 3 }
    }
}
fn fill(_: &mut books::V2ToV3<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
