rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Books are volumes.
            version 2 sealed "2:a58d5f999906dc06" { sql "DELETE FROM book"; }
            /// Volumes.
            version 3 { rename book => volume; }
        }
        table volume { title: String }
    }
}

fn main() {}
