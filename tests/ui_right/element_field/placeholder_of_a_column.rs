rusqlite_schema::schema! {
    pub schema books in "books.db" {
        const KINDS: Kind = [paper];
        history {
            /// Books.
            version 1 sealed "2:e197828a292f39cc";
            /// Pages.
            version 2 { run fill; }
        }
        table book_{format} for format in KINDS as Book { kind: String, pages: i64 = 0 since 2 }
    }
}
fn fill(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
