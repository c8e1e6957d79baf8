rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Titles in capitals.
            version 2 sealed "2:dd27f2e94d1cd315" { run shout; }
            /// Titles in small letters.
            version 3 { run whisper; }
        }
        table book { title: String }
    }
}
fn shout(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::StepResult { Ok(()) }
fn whisper(_: &mut books::V2ToV3<'_>) -> rusqlite_schema::StepResult { Ok(()) }
fn main() {}
