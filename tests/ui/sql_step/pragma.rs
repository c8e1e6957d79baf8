rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { sql "PRAGMA foreign_keys = OFF"; }
        }
        table book { title: String }
    }
}

fn main() {}
