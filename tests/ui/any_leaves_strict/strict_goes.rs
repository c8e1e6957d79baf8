use rusqlite_schema::rusqlite::types::Value;

rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Laxer.
            version 2;
        }
        table note { key: String primary key, value: Value as ANY, strict until 2 }
    }
}

fn main() {}
