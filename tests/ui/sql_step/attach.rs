rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { sql "ATTACH 'old.db' AS old"; }
        }
        table book { title: String }
    }
}

fn main() {}
