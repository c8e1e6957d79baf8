rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { sql "INSERT OR IGNORE INTO book (title) VALUES ('Emma')"; }
        }
        table book { title: String unique }
    }
}

fn main() {}
