rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles are trimmed.
            version 2 { sql "UPDATE book SET title = trim(title) WERE title LIKE ' %'"; }
        }
        table book { title: String }
    }
}

fn main() {}
