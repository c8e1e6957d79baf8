rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Books without an author are kept apart.
            version 2 { sql "INSERT INTO lost SELECT title FROM book WHERE true ON CONFLICT (title) DO NOTHING"; }
        }
        table book { title: String }
        table lost since 2 { title: String unique }
    }
}

fn main() {}
