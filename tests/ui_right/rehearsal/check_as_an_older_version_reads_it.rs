rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:f2f20b571b13b63c";
            /// Titles.
            version 2 { rename book.name => title; }
        }
        table book { title: String, check "length(title) > 0" }
    }
}

fn main() {}
