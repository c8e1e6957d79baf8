rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Books have been sold.
            version 2 sealed "2:c9f828c7ec31d64f";
            /// New books have pages.
            version 3;
        }
        table Book as OldBook until 2 { title: String }
        table book since 3 { title: String, pages: i64 }
    }
}

fn main() {}
