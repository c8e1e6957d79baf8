rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Pages.
            version 2 { sql "DELETE FROM book WHERE rowid NOT IN (SELECT min(rowid) FROM book GROUP BY title)"; }
        }
        table book { title: String, unique (title) since 2 }
    }
}

fn main() {}
