rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "e2bb009634f0c79a";
            /// Books have pages.
            version 2 { sql "UPDATE book SET pages = 1"; }
        }
        table book { pages: i64, check "pages > 0" since 2 }
    }
}

fn main() {}
