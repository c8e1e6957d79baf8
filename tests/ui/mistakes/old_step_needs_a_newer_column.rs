rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles are trimmed.
            version 2 { sql "UPDATE book SET title = trim(title), changed_at = unixepoch()"; }
            /// Books know when they have changed.
            version 3;
        }
        table book { title: String, changed_at: i64 = 0 since 3 }
    }
}

fn main() {}
