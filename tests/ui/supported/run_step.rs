rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles in capitals.
            version 2 { run shout; }
        }
        table book { title: String }
    }
}

fn main() {}
