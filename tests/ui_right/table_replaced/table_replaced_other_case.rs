rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Books have been sold.
            version 2 sealed "b5520aba38c36a63";
            /// New books have pages.
            version 3;
        }
        table Book as OldBook until 2 { title: String }
        table book since 3 { title: String, pages: i64 }
    }
}

fn main() {}
