rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:e9bb3c7d5193488b";
            /// Emma.
            version 2 { sql "INSERT INTO book (title, pages) VALUES ('Emma', 474)"; }
        }
        table book { title: String, pages: i64 }
    }
}

fn main() {}
