rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "ac7d39ed07bff654";
            /// They are called so.
            version 2 sealed "5407dc38f2244630" { rename tome => book; }
            /// Books have pages.
            version 3;
        }
        table book as OldBook until 3 { title: String }
        table volume since 3 { pages: i64 }
    }
}

fn main() {}
