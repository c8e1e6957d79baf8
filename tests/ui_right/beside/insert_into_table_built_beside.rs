rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:16e5663855b1e7cd";
            /// Pages.
            version 2 sealed "2:b95a98da1ccfe56f" { run fill; }
            /// Drafts are books.
            version 3 { sql "REPLACE INTO main.book (id, title) SELECT rowid, title FROM draft"; }
        }
        table book { id: i64, title: String unique since 2 }
        table draft { title: String }
    }
}
fn fill(_: &mut books::V1ToV2<'_>) -> rusqlite_schema::Result<()> { Ok(()) }
fn main() {}
