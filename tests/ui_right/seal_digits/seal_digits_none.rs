rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
        }
        table book { title: String }
    }
}

fn main() {}
