rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:a0b001545139a2e3";
            /// Titles in capitals.
            version 2 { run shout; }
        }
        table book { title: String, loud: bool since 2 }
        table author { name: String }
    }
}
fn shout(_: &mut books::V1ToV2<'_>) -> Result<(), u8> {
    Ok(())
}
fn main() {}
