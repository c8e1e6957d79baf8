rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "8947b259";
            /// Titles in capitals.
            version 2 sealed "51a910a3" { run shout; }
            /// Titles in small letters.
            version 3 { run shout; }
        }
        table book { title: String }
    }
}
fn shout(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
