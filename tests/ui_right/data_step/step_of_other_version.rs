rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Titles in capitals.
            version 2 sealed "c881d4dc99ae6724" { run shout; }
            /// Titles in small letters.
            version 3 { run whisper; }
        }
        table book { title: String }
    }
}
fn shout(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn whisper(_: &mut books::V2ToV3<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
