rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "d0279adf";
            /// Pages.
            version 2 { rename books => book; sql "delete from Book where title = ''"; run fill; }
        }
        table book { title: String until 2, title: Option<String> since 2 }
    }
}
fn fill(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
