rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Pages.
            version 2 sealed "b5520aba38c36a63";
            /// Covers.
            version 3;
        }
        table book until 2 { title: String }
    }
}

fn main() {}
