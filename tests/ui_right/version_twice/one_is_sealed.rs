rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Books have covers.
            version 2 sealed "c3f752f0b22fc121";
            /// Books have pages.
            version 3;
        }
        table book { title: String }
    }
}

fn main() {}
