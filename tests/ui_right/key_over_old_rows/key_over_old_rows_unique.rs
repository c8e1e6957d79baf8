rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Pages.
            version 2 { sql "DELETE FROM book WHERE rowid NOT IN (SELECT min(rowid) FROM book GROUP BY title)"; }
        }
        table book { title: String, unique (title) since 2 }
    }
}

fn main() {}
