rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "cefd784d20d8c614";
            /// Pages.
            version 2 sealed "c3f752f0b22fc121";
            /// Covers.
            version 3;
        }
        table book since 2 { title: String }
    }
}

fn main() {}
