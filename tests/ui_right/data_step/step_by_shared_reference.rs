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
fn shout(step: &mut books::V1ToV2<'_>) -> rusqlite_schema::StepResult {
    step.change(|_: books::v1::Book| books::v2::BookChanges { loud: true })?;
    Ok(())
}
fn main() {}
