rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "bcb2965d621a69b9";
            /// Titles.
            version 2 { rename book.name => title; }
        }
        table book { title: String, check "length(title) > 0" }
    }
}

fn main() {}
