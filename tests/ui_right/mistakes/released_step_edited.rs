rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Titles are trimmed.
            version 2 sealed "00c2721703b60c60" { sql "UPDATE book SET title = trim(title)"; }
            /// Books have pages.
            version 3 { sql "UPDATE book SET title = ltrim(title)"; }
        }
        table book { title: String, pages: i64 = 0 since 3 }
    }
}

fn main() {}
