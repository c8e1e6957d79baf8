rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Books without an author are kept apart.
            version 2 { sql "INSERT OR IGNORE INTO lost SELECT title FROM book"; }
        }
        table book { title: String }
        table lost since 2 { title: String unique }
    }
}

fn main() {}
