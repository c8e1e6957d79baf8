rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Titles are trimmed.
            version 2 sealed "2:15689024b724784c" { sql "UPDATE book SET title = trim(title)"; }
            /// Books have pages.
            version 3 { sql "UPDATE book SET title = ltrim(title)"; }
        }
        table book { title: String, pages: i64 = 0 since 3 }
    }
}

fn main() {}
