rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:0803ee44ee1cd3aa";
            /// Titles are trimmed.
            version 2 { sql "UPDATE OR ABORT book SET title = trim(title)"; }
        }
        table book { title: String unique on conflict ignore }
    }
}

fn main() {}
