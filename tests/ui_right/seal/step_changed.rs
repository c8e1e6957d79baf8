rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Trimmed.
            version 2 sealed "2:15689024b724784c" {
                sql "UPDATE book SET title = trim(title)";
            }
            /// Nothing.
            version 3 { sql "UPDATE book SET title = rtrim(title)"; }
        }
        table book { title: String }
    }
}

fn main() {}
