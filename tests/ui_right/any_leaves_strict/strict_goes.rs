use rusqlite_schema::rusqlite::types::Value;

rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:b21b705d27b9bf42";
            /// Laxer.
            version 2;
        }
        table note { key: String primary key, value: Value as ANY until 2, value: Value as BLOB since 2, strict until 2 }
    }
}

fn main() {}
