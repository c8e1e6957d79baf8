rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:18fa7595edea1418";
            /// Books have pages.
            version 2 { sql "UPDATE book SET pages = 1"; }
        }
        table book { pages: i64, check "pages > 0" since 2 }
    }
}

fn main() {}
