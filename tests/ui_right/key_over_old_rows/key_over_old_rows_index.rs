rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Pages.
            version 2 { sql "UPDATE book SET title = title || ' ' || rowid"; }
        }
        table book { title: String, unique index by_title (title) since 2 }
    }
}

fn main() {}
