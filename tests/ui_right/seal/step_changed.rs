rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Trimmed.
            version 2 sealed "00c2721703b60c60" {
                sql "UPDATE book SET title = trim(title)";
            }
            /// Nothing.
            version 3 { sql "UPDATE book SET title = rtrim(title)"; }
        }
        table book { title: String }
    }
}

fn main() {}
