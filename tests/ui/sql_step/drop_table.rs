rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Books are volumes.
            version 2 { sql "DROP TABLE book"; }
            /// Volumes.
            version 3 { rename book => volume; }
        }
        table volume { title: String }
    }
}

fn main() {}
