use rusqlite_schema::rusqlite::types::Value;

rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "7bdbfb636ec072bf";
            /// Laxer.
            version 2;
        }
        table note { key: String primary key, value: Value as ANY until 2, value: Value as BLOB since 2, strict until 2 }
    }
}

fn main() {}
