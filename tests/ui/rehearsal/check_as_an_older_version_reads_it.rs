rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles.
            version 2 { rename book.name => title; }
        }
        table book { title: String, check "length(title) > lenght(title)" }
    }
}

fn main() {}
