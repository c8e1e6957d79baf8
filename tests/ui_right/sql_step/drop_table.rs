rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Books are volumes.
            version 2 sealed "90e7418ce5987015" { sql "DELETE FROM book"; }
            /// Volumes.
            version 3 { rename book => volume; }
        }
        table volume { title: String }
    }
}

fn main() {}
