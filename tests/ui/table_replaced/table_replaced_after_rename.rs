rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// They are called so.
            version 2 { rename tome => book; }
            /// Books have pages.
            version 3;
        }
        table book as OldBook until 3 { title: String }
        table book since 3 { pages: i64 }
    }
}

fn main() {}
