rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Trimmed.
            version 2 {
                sql "UPDATE book SET title = trim(title)";
            }
            /// Pages.
            version 3;
        }
        table book { title: String, pages: i64 = 0 since 3 }
    }
}

fn main() {}
