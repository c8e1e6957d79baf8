rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "cefd784d20d8c614";
            /// Pages.
            version 2;
        }
        table book since 2 { title: String }
        seed book since 2 { title: "Emma" }
    }
}

fn main() {}
