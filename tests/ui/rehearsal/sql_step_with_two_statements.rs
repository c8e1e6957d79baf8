rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles are trimmed.
            version 2 { sql "DELETE FROM book WHERE title = ''; UPDATE book SET title = trimm(title)"; }
        }
        table book { title: String }
    }
}

fn main() {}
