rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            legacy { rename book => volume; }
            /// Books.
            version 1;
        }
        table book { title: String }
        table volume { title: String }
    }
}

fn main() {}
