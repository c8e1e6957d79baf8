rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Capitals.
            version 2 { sql "UPDATE book SET titel = upper(title)"; }
        }
        table book { title: String }
    }
}

fn main() {}
