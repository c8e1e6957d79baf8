rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Titles are trimmed.
            version 2 sealed "2:15689024b724784c" { sql "UPDATE book SET title = trim(title)"; }
            /// Books know when they have changed.
            version 3 { sql "UPDATE book SET changed_at = unixepoch()"; }
        }
        table book { title: String, changed_at: i64 = 0 since 3 }
    }
}

fn main() {}
