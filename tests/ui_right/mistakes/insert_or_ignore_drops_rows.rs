rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Books without an author are kept apart.
            version 2 { sql "INSERT INTO lost SELECT title FROM book WHERE true ON CONFLICT (title) DO NOTHING"; }
        }
        table book { title: String }
        table lost since 2 { title: String unique }
    }
}

fn main() {}
