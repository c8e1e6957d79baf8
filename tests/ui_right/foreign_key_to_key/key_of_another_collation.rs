rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table a { name: String unique, unique (name collate nocase) }
        table b { name: String references a(name) }
    }
}

fn main() {}
