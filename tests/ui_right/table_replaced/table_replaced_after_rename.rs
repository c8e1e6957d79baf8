rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:e2bcaee7c0b942d2";
            /// They are called so.
            version 2 sealed "2:68adfa45a592b221" { rename tome => book; }
            /// Books have pages.
            version 3;
        }
        table book as OldBook until 3 { title: String }
        table volume since 3 { pages: i64 }
    }
}

fn main() {}
