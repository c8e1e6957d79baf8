rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Books have pages.
            version 2;
        }
        table Book as OldBook until 2 { title: String }
        table book since 2 { title: String, pages: i64 }
    }
}

fn main() {}
