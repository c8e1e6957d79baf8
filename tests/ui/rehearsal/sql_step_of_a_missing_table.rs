rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles are trimmed.
            version 2 { sql "UPDATE boook SET title = trim(title)"; }
        }
        table book { title: String }
    }
}

fn main() {}
