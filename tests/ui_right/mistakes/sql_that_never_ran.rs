rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Titles are trimmed.
            version 2 { sql "UPDATE book SET title = trim(title) WHERE title LIKE ' %'"; }
        }
        table book { title: String }
    }
}

fn main() {}
