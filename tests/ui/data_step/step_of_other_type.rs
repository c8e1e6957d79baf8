rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "6a708c5a98405660";
            /// Titles in capitals.
            version 2 { run shout; }
        }
        table book { title: String, loud: bool since 2 }
        table author { name: String }
    }
}
fn shout(_: &mut rusqlite_schema::rusqlite::Connection) -> rusqlite_schema::Result<()> {
    Ok(())
}
fn main() {}
