rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { sql "DELETE FROM author"; }
        }
        table author { name: String, unique (name) since 2 }
        table book { author: String references author(name) }
    }
}

fn main() {}
